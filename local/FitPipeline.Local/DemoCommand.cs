using System.Text.Json.Nodes;
using FitPipeline.Local.PracticeDay;

namespace FitPipeline.Local;

/// <summary>Plays the practice day to every journey's end and says what became of everybody.</summary>
internal static class DemoCommand
{
    private const int BarWidth = 40;

    /// <summary>When the day begins: a Monday.</summary>
    public static DateTimeOffset FirstMorning { get; } = new(2026, 1, 5, 9, 30, 0, TimeSpan.Zero);

    /// <summary>Plays it.</summary>
    /// <returns>0 when every journey has ended and none was ever without a next action; otherwise 1.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments is not ([] or ["--json"]))
        {
            await Console.Error.WriteLineAsync("fit demo takes --json and nothing else.");
            return 2;
        }

        bool json = arguments.Count == 1;
        string directory = Path.Combine(Path.GetTempPath(), "fit-demo-" + Guid.NewGuid().ToString("N"));
        try
        {
            Summary summary;
            WebApplication app = Host.Build(new Options(0, directory, FirstMorning, false));
            await using (app)
            {
                await app.StartAsync();
                DataDirectory data = app.Services.GetRequiredService<DataDirectory>();
                JsonObject tokens = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(data.Tokens))!;
                using Api api = new(new Uri(RunCommand.AddressOf(app)), tokens);
                Play play = new(api, DateOnly.FromDateTime(FirstMorning.UtcDateTime), data.Inbox);
                summary = await play.ToTheEndAsync(Progress(), CancellationToken.None);
                await app.StopAsync();
            }

            await Console.Out.WriteLineAsync(json ? summary.ToJson().ToJsonString() : Told(summary));
            return summary is { OpenJourneys: 0, OpenWithoutNextAction: 0 } ? 0 : 1;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static Action<int, int> Progress()
    {
        int most = 0;
        return (day, open) =>
        {
            most = Math.Max(most, open);
            int done = most == 0 ? BarWidth : BarWidth * (most - open) / most;
            string bar = new string('#', done) + new string('.', BarWidth - done);
            Console.Error.Write(Console.IsErrorRedirected ? "" : $"\r[{bar}] day {day,3}, {open,3} journeys open ");
            if (open == 0 && !Console.IsErrorRedirected)
            {
                Console.Error.WriteLine();
            }
        };
    }

    private static string Told(Summary summary)
    {
        List<string> lines =
        [
            $"{summary.Referrals} referrals came in: {summary.Accepted} were posted a kit, {summary.ReferWithoutFit} must not wait for one, {summary.NotIndicated} met no criterion, {summary.Refused} were refused for a fault, {summary.Duplicates} were repeats.",
            $"{summary.KitsPosted} kits went out and {summary.KitsReceived} came back. {summary.ResultsRead} reports were read; {summary.Quarantined} had to be looked at by a person first.",
            $"{summary.Positive} patients were at or above the threshold. {summary.Booked} appointments were made, {summary.Attended} attended. {summary.Reassured} patients were reassured. {summary.NotReturned} kits were at some time not returned.",
            $"{summary.TextsSent} texts were sent over {summary.Days} days, lived in {summary.Seconds:0.0} seconds.",
            "How the journeys ended: " + string.Join(", ", summary.Outcomes.Select(ending => $"{ending.Key} {ending.Value}")) + ".",
            $"Still open: {summary.OpenJourneys}. Open without a next action, ever: {summary.OpenWithoutNextAction}.",
        ];
        return string.Join(Environment.NewLine, lines);
    }
}
