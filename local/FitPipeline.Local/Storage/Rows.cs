using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FitPipeline.Local.Storage;

/// <summary>The rows of a query, one at a time. Disposing gives the statement back; until then it cannot be run again.</summary>
internal readonly ref struct Rows(sqlite3 connection, sqlite3_stmt statement)
{
    /// <summary>Goes to the next row. False after the last.</summary>
    internal bool Read()
    {
        int code = raw.sqlite3_step(statement);
        if (code is raw.SQLITE_ROW)
        {
            return true;
        }

        if (code is not raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(code, connection);
        }

        return false;
    }

    internal bool IsNull(int column) => raw.sqlite3_column_type(statement, column) is raw.SQLITE_NULL;

    internal long Number(int column) => raw.sqlite3_column_int64(statement, column);

    internal int Count(int column) => checked((int)Number(column));

    internal bool Truth(int column) => Number(column) != 0;

    internal DateTimeOffset Time(int column) => new(Number(column), TimeSpan.Zero);

    internal DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    /// <summary>The bytes of a text or blob; valid until the next row.</summary>
    internal ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    internal string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    internal string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose()
    {
        raw.sqlite3_reset(statement);
        raw.sqlite3_clear_bindings(statement);
    }
}
