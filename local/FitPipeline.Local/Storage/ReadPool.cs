using System.Collections.Concurrent;

namespace FitPipeline.Local.Storage;

/// <summary>A few connections to read with, beside the writer and without waiting for it.</summary>
/// <param name="open">Opens one more.</param>
internal sealed class ReadPool(Func<Session> open) : IDisposable
{
    // Reads come from the page cache and are over in microseconds; more connections than cores only divide the cache.
    private static readonly int Most = Math.Clamp(Environment.ProcessorCount, 2, 8);

    private readonly ConcurrentBag<Session> _idle = [];
    private readonly SemaphoreSlim _free = new(Most);

    /// <summary>Reads.</summary>
    /// <param name="read">What to read; it may touch nothing but the session.</param>
    /// <param name="cancel">Cancels the wait for a connection.</param>
    internal async ValueTask<T> ReadAsync<T>(Func<Session, T> read, CancellationToken cancel)
    {
        await _free.WaitAsync(cancel);
        try
        {
            Session session = _idle.TryTake(out Session? idle) ? idle : open();
            try
            {
                return read(session);
            }
            finally
            {
                _idle.Add(session);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        foreach (Session session in _idle)
        {
            session.Dispose();
        }

        _free.Dispose();
    }
}
