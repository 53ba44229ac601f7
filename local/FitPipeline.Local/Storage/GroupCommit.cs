using System.Diagnostics;
using System.Threading.Channels;

namespace FitPipeline.Local.Storage;

/// <summary>
/// The one writer. Writes that arrive while the last transaction is being made durable go into the next one together, so
/// that hundreds share one wait for the disk. Each is told only when it is durable; one that throws is undone alone.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    // More callers than this wait outside: memory stays bounded whatever arrives.
    private const int Waiting = 8192;

    // The first in a transaction waits for the last; this keeps that wait short when each write is heavy.
    private const int MostTogether = 1024;
    private static readonly TimeSpan LongestTogether = TimeSpan.FromMilliseconds(20);

    private readonly Channel<Write> _queue = Channel.CreateBounded<Write>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly List<Write> _run = new(MostTogether);
    private readonly Session _session;
    private volatile Action<Session>? _also;
    private readonly Thread _writer;

    /// <param name="session">The writing connection; owned from here on.</param>
    internal GroupCommit(Session session)
    {
        _session = session;
        _writer = new Thread(WriteUntilClosed) { Name = "group commit", IsBackground = true };
        _writer.Start();
    }

    /// <summary>Queues a write and waits until it is durable.</summary>
    /// <param name="work">What to do; it may touch nothing but the session.</param>
    /// <param name="cancel">Cancels the wait for a place in the queue; a queued write is carried out.</param>
    internal async Task<T> WriteAsync<T>(Func<Session, T> work, CancellationToken cancel)
    {
        Write<T> write = new(work);
        await _queue.Writer.WriteAsync(write, cancel);
        return await write.Done;
    }

    /// <summary>From now on this, too, is written with every transaction.</summary>
    internal void WriteAlso(Action<Session> also) => _also = also;

    /// <summary>Takes no more writes, finishes those queued, and closes the connection.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _writer.Join();
        _session.Dispose();
    }

    private void WriteUntilClosed()
    {
        while (Wait())
        {
            CommitTogether();
        }
    }

    private bool Wait()
    {
        ValueTask<bool> more = _queue.Reader.WaitToReadAsync();
        return more.IsCompleted ? more.Result : more.AsTask().GetAwaiter().GetResult();
    }

    private void CommitTogether()
    {
        _run.Clear();
        long began = Stopwatch.GetTimestamp();
        bool open = false;
        try
        {
            _session.Run("BEGIN IMMEDIATE");
            open = true;
            while (_run.Count < MostTogether && Stopwatch.GetElapsedTime(began) < LongestTogether && _queue.Reader.TryRead(out Write? write))
            {
                RunAlone(write);
            }

            _also?.Invoke(_session);
            _session.Run("COMMIT");
        }
#pragma warning disable CA1031 // Whatever it is, every caller must be told that its write was not kept; the writer goes on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (!_session.IsOutsideTransaction)
            {
                _session.Run("ROLLBACK");
            }

            foreach (Write write in _run)
            {
                write.Fail(fault);
            }

            // No transaction could be begun: those who wait must hear of it too, or they would wait for ever.
            while (!open && _queue.Reader.TryRead(out Write? waiting))
            {
                waiting.Fail(fault);
            }

            return;
        }

        foreach (Write write in _run)
        {
            write.Succeed();
        }
    }

    private void RunAlone(Write write)
    {
        _session.Run("SAVEPOINT one");
        try
        {
            write.Run(_session);
            _session.Run("RELEASE one");
            _run.Add(write);
        }
#pragma warning disable CA1031 // Its caller gets the exception; the others' writes stand.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            write.Fail(fault);
            if (_session.IsOutsideTransaction)
            {
                // A full disk or a failing one: SQLite has undone the others too, and they must hear of it.
                throw;
            }

            _session.Run("ROLLBACK TO one");
            _session.Run("RELEASE one");
        }
    }
}
