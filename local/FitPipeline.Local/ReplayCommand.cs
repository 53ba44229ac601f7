using System.Globalization;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Local.Replay;

namespace FitPipeline.Local;

/// <summary>Rebuilds a data directory from an archive of what arrived.</summary>
internal static class ReplayCommand
{
    private const int ToldEvery = 500;

    /// <summary>Rebuilds it.</summary>
    /// <returns>0 when everything was lived again; 1 when it was not, or the archive cannot be read; 2 for a fault in the options.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (Read(arguments) is not var (archive, data, until))
        {
            await Console.Error.WriteLineAsync("fit replay takes an archive, and if need be --data with an empty directory and --until with a time such as 2026-03-01T09:00:00Z.");
            return 2;
        }

        if (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any())
        {
            await Console.Error.WriteLineAsync("A replay rebuilds an empty directory, and this one is not. Name another with --data.");
            return 2;
        }

        bool directory = ArchivedFiles.Is(archive);
        if (!directory && !ArchivedBlobs.Is(archive))
        {
            await Console.Error.WriteLineAsync("That is no archive: neither a data directory of this host nor the container lab-archive, downloaded.");
            return 1;
        }

        using ArchivedFiles? local = directory ? new ArchivedFiles(archive) : null;
        return await RunAsync((IArrivals?)local ?? new ArchivedBlobs(archive), data, until);
    }

    private static async Task<int> RunAsync(IArrivals archive, string data, DateTimeOffset? until)
    {
        KeptArrival? first = null;
        await foreach (KeptArrival arrival in archive.ArrivalsAsync(CancellationToken.None))
        {
            first = arrival;
            break;
        }

        if (first is null)
        {
            await Console.Error.WriteLineAsync("Nothing has arrived in that archive.");
            return 1;
        }

        WebApplication app = Host.Build(new Options(0, data, first.Arrival.At, false));
        await using (app)
        {
            await app.StartAsync();
            Replayer again = ActivatorUtilities.CreateInstance<Replayer>(app.Services);
            Replayed replayed = await again.RunAsync(archive, until, Progress(), CancellationToken.None);
            JourneyCounts counts = await app.Services.GetRequiredService<IJourneyStore>().CountsAsync(CancellationToken.None);
            await Console.Out.WriteLineAsync(Told(replayed, counts, app.Services.GetRequiredService<TimeProvider>().GetUtcNow()));
            await app.StopAsync();
            return replayed.Failed == 0 ? 0 : 1;
        }
    }

    private static (string Archive, string Data, DateTimeOffset? Until)? Read(IReadOnlyList<string> arguments)
    {
        string? archive = null;
        string data = ".fit-replayed";
        DateTimeOffset? until = null;
        for (int i = 0; i < arguments.Count; i++)
        {
            string? value = i + 1 < arguments.Count ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--data" when value is not null:
                    data = value;
                    i++;
                    break;
                case "--until" when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at):
                    until = at.ToUniversalTime();
                    i++;
                    break;
                case var word when archive is null && !word.StartsWith('-'):
                    archive = word;
                    break;
                default:
                    return null;
            }
        }

        return archive is null ? null : (archive, data, until);
    }

    private static Action<long, DateTimeOffset> Progress() => (lived, at) =>
    {
        if (lived % ToldEvery == 0)
        {
            Console.Error.WriteLine($"{lived.ToString(CultureInfo.InvariantCulture)} lived again, up to {at.UtcDateTime:yyyy-MM-dd}");
        }
    };

    private static string Told(Replayed replayed, JourneyCounts counts, DateTimeOffset now)
    {
        string states = string.Join(", ", counts.ByState.Where(state => state.Value > 0).OrderBy(state => state.Key, StringComparer.Ordinal)
            .Select(state => $"{state.Key} {state.Value.ToString(CultureInfo.InvariantCulture)}"));
        string failed = replayed.Failed == 0 ? "" : $"{Environment.NewLine}{replayed.Failed} could not be handled, so what is rebuilt is not whole.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{replayed.Arrivals} things had arrived and were lived again; {replayed.Refused} of them were refused, as they were then.{Environment.NewLine}{counts.Started} journeys, {counts.Open} open: {states}.{Environment.NewLine}Time stands at {now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}.{failed}");
    }
}
