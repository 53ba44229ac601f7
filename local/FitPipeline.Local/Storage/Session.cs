using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FitPipeline.Local.Storage;

/// <summary>
/// One connection with its statements, each prepared once and kept. Used by one thread at a time. It speaks to SQLite
/// below the ADO.NET layer, which makes a reader and looks parameters up by name for every statement: at ten thousand
/// commits a second that costs more than the commits.
/// </summary>
internal sealed class Session : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _handle;
    private readonly Dictionary<string, sqlite3_stmt> _statements = new(StringComparer.Ordinal);

    internal Session(SqliteConnection connection)
    {
        _connection = connection;
        _handle = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
    }

    /// <summary>True while no transaction is open: after some errors SQLite has rolled the whole of it back by itself.</summary>
    internal bool IsOutsideTransaction => raw.sqlite3_get_autocommit(_handle) != 0;

    /// <summary>Runs a statement.</summary>
    /// <param name="sql">The statement; a constant, because it stays prepared for ever.</param>
    /// <param name="values">For ?1, ?2 and so on.</param>
    /// <returns>How many rows it changed.</returns>
    internal int Run(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using Rows rows = Query(sql, values);
        while (rows.Read())
        {
            // A statement that returns rows has done its work when they have been read.
        }

        return raw.sqlite3_changes(_handle);
    }

    /// <summary>Asks for rows.</summary>
    /// <param name="sql">The query; a constant, because it stays prepared for ever.</param>
    /// <param name="values">For ?1, ?2 and so on.</param>
    internal Rows Query(string sql, params ReadOnlySpan<SqlValue> values)
    {
        sqlite3_stmt statement = Prepared(sql);
        for (int i = 0; i < values.Length; i++)
        {
            Check(Bind(statement, i + 1, values[i]));
        }

        return new Rows(_handle, statement);
    }

    /// <summary>Runs statements once, without keeping them.</summary>
    internal void Script(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every script is a constant of this project: its schema and its pragmas.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (sqlite3_stmt statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private sqlite3_stmt Prepared(string sql)
    {
        if (!_statements.TryGetValue(sql, out sqlite3_stmt? statement))
        {
            Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
            _statements.Add(sql, statement);
        }

        return statement;
    }

    private static int Bind(sqlite3_stmt statement, int at, SqlValue value) => value.Held switch
    {
        null => raw.sqlite3_bind_null(statement, at),
        string text => BindText(statement, at, text),
        byte[] bytes => raw.sqlite3_bind_blob(statement, at, bytes),
        _ => raw.sqlite3_bind_int64(statement, at, value.Number),
    };

    private static int BindText(sqlite3_stmt statement, int at, string text)
    {
        const int OnStack = 512;
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> utf8 = rented ?? stackalloc byte[OnStack];
        int length = Encoding.UTF8.GetBytes(text, utf8);
        int code = raw.sqlite3_bind_text(statement, at, utf8[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return code;
    }

    private void Check(int code)
    {
        if (code is not raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, _handle);
        }
    }
}
