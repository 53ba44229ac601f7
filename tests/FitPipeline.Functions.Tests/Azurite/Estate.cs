using Azure.Data.Tables;
using Azure.Storage.Blobs;
using FitPipeline.Functions.Settings;
using FitPipeline.Functions.Tables;
using FitPipeline.PortContracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace FitPipeline.Functions.Tests;

/// <summary>The adapters over an account of their own, with the clock where the walks begin.</summary>
internal sealed class Estate
{
    internal Estate()
    {
        Connection = AzuriteServer.NewAccount();
        TableService = new TableServiceClient(Connection);
        Blobs = new BlobServiceClient(Connection);
        Tables = new DataTables(TableService);
        Time = new ManualTime(Walk.Begins);
        WakeUpIndex = new WakeUpIndex(Tables);
        Lists = new JourneyProjections(Tables, NullLogger<JourneyProjections>.Instance);
        Journeys = new TableJourneys(Tables, WakeUpIndex, Lists, Time);
        Effects = new TableEffects(Tables, Journeys, WakeUpIndex);
        Worklist = new TableWorklist(Tables, Journeys);
        Texts = new TableTexts(Tables, new Metrics());
        new DataPlaces(Tables, Blobs).StartAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    internal string Connection { get; }

    internal TableServiceClient TableService { get; }

    internal BlobServiceClient Blobs { get; }

    internal DataTables Tables { get; }

    internal ManualTime Time { get; }

    internal WakeUpIndex WakeUpIndex { get; }

    internal JourneyProjections Lists { get; }

    internal TableJourneys Journeys { get; }

    internal TableEffects Effects { get; }

    internal TableWorklist Worklist { get; }

    internal TableTexts Texts { get; }
}
