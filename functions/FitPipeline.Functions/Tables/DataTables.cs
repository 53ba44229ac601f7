using Azure.Data.Tables;

namespace FitPipeline.Functions.Tables;

/// <summary>
/// The tables of the service. Ten are named by the contract; <c>Diary</c>, <c>Practices</c>, <c>Referrals</c>,
/// <c>Letters</c>, <c>Notices</c> and <c>Outgoing</c> are this host's own.
/// </summary>
/// <param name="service">The account that holds them.</param>
public sealed class DataTables(TableServiceClient service)
{
    /// <summary>The truth. Partition: the journey. Rows: its state, its events, its effects to do.</summary>
    public TableClient Journeys { get; } = service.GetTableClient("Journeys");

    /// <summary>When to look at which journey. Partition: a shard of journeys. Row: five minutes, and the journey.</summary>
    public TableClient WakeUpIndex { get; } = service.GetTableClient("Diary");

    /// <summary>Every journey as a practice's list shows it. Partition: the practice. Row: newest first.</summary>
    public TableClient Practices { get; } = service.GetTableClient("Practices");

    /// <summary>The ids under which referrals came. Partition: the practice.</summary>
    public TableClient Referrals { get; } = service.GetTableClient("Referrals");

    /// <summary>Who journeys are about, and the ways to find them.</summary>
    public TableClient Patients { get; } = service.GetTableClient("Patients");

    /// <summary>Devices and lots, and the kits to be posted.</summary>
    public TableClient Kits { get; } = service.GetTableClient("Kits");

    /// <summary>The worklists, by owner and day.</summary>
    public TableClient WorkItems { get; } = service.GetTableClient("WorkItems");

    /// <summary>Texts, and the lists of them: one partition.</summary>
    public TableClient Texts { get; } = service.GetTableClient("Texts");

    /// <summary>Letters, and the lists of them: one partition.</summary>
    public TableClient Letters { get; } = service.GetTableClient("Letters");

    /// <summary>What practices were told: one partition.</summary>
    public TableClient Notices { get; } = service.GetTableClient("Notices");

    /// <summary>Slots. Partition: the slot, with everything that was ever booked into it; and the free ones, by day.</summary>
    public TableClient Slots { get; } = service.GetTableClient("Slots");

    /// <summary>Bookings: which slot each is in; and all, by day.</summary>
    public TableClient Bookings { get; } = service.GetTableClient("Bookings");

    /// <summary>What a person must decide on.</summary>
    public TableClient Quarantine { get; } = service.GetTableClient("Quarantine");

    /// <summary>Laboratory files. Partition: the file. Rows: the file, and each of its rows.</summary>
    public TableClient LabRows { get; } = service.GetTableClient("LabRows");

    /// <summary>The audit trail. Partition: one of its chains.</summary>
    public TableClient Audit { get; } = service.GetTableClient("Audit");

    /// <summary>Messages that would have left through Service Bus, where none is configured.</summary>
    public TableClient Outgoing { get; } = service.GetTableClient("Outgoing");

    private IReadOnlyList<TableClient> All =>
    [
        Journeys, WakeUpIndex, Practices, Referrals, Patients, Kits, WorkItems, Texts, Letters, Notices, Slots, Bookings, Quarantine, LabRows,
        Audit, Outgoing,
    ];

    /// <summary>Makes the tables that are not there yet.</summary>
    public Task CreateAsync(CancellationToken cancel) =>
        Task.WhenAll(All.Select(table => table.CreateIfNotExistsAsync(cancel)));
}
