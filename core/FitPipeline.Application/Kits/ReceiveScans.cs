using System.Text.Json.Serialization;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Intake.Scans;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Application.Kits;

/// <summary>What became of a scan.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ScanOutcome>))]
public enum ScanOutcome
{
    /// <summary>Taken in.</summary>
    Accepted,

    /// <summary>The same scan was taken in before.</summary>
    Duplicate,

    /// <summary>Old news that changes nothing.</summary>
    Ignored,

    /// <summary>It cannot be; the sentence says what to do.</summary>
    Rejected,

    /// <summary>Nobody knows the kit yet: it waits on a worklist.</summary>
    Parked,
}

/// <summary>Why a kit must not go to a patient, for whoever looks at the scanner and not at the sentence.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ScanFault>))]
public enum ScanFault
{
    /// <summary>It is another patient's.</summary>
    OtherPatient,

    /// <summary>It expires before the patient's time to return it is over.</summary>
    Expired,

    /// <summary>Its lot was recalled.</summary>
    Recalled,
}

/// <summary>The answer to one scan.</summary>
/// <param name="ScanId">The scan's id; null when it could not be read.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Because">Why, as a sentence for whoever holds the scanner.</param>
/// <param name="Fault">Which of the dangerous refusals it is; null for every other answer.</param>
public sealed record ScanAnswer(string? ScanId, ScanOutcome Outcome, string Because, ScanFault? Fault = null);

/// <summary>Takes kit movements in: from scanners over HTTP, and from the post's messages.</summary>
public sealed class ReceiveScans(
    JourneyEngine engine, IKitRegister kits, RecallLot recalls, IWorklist worklist, PathwayPolicy policy, TimeProvider time)
{
    /// <summary>Takes scans in, in the order given; a bad one spoils no other.</summary>
    public async Task<IReadOnlyList<ScanAnswer>> RunAsync(IReadOnlyList<ScanReading> scans, Actor by, CancellationToken cancel)
    {
        // A kit's own scans keep their order; different kits have nothing to do with each other.
        ScanAnswer[] answers = new ScanAnswer[scans.Count];
        IEnumerable<IGrouping<string, int>> byKit = Enumerable.Range(0, scans.Count)
            .GroupBy(i => scans[i] is ScanReading.Read read ? read.Scan.KitId.Value : "");
        await Parallel.ForEachAsync(byKit, cancel, async (group, token) =>
        {
            foreach (int i in group)
            {
                answers[i] = scans[i] switch
                {
                    ScanReading.Read read => await TakeInAsync(read.Scan, by, token),
                    ScanReading.Refused refused => new ScanAnswer(refused.ScanId, ScanOutcome.Rejected, string.Join(' ', refused.Because)),
                    _ => throw new System.Diagnostics.UnreachableException(),
                };
            }
        });
        return answers;
    }

    private async Task<ScanAnswer> TakeInAsync(Scan scan, Actor by, CancellationToken cancel) => scan.Kind is ScanKind.Posted
        ? await PostedAsync(scan, by, cancel)
        : await kits.FindAsync(scan.KitId, cancel) is { } journey
            ? await ApplyAsync(scan, journey, by, cancel)
            : await ParkAsync(scan, by, cancel);

    private async Task<ScanAnswer> PostedAsync(Scan scan, Actor by, CancellationToken cancel)
    {
        // The reader refuses a posting scan that names no journey.
        JourneyId journey = scan.JourneyId!;
        if (scan.Lot is { } stopped && await kits.FindRecallAsync(stopped, cancel) is { } notice && notice.Stops(scan.At))
        {
            return new ScanAnswer(scan.ScanId, ScanOutcome.Rejected, "The lot of this kit has been recalled. Put the kit aside and take one of another lot.", ScanFault.Recalled);
        }

        (JourneyId bound, bool fresh) = await kits.BindAsync(scan.KitId, journey, cancel);
        if (bound != journey)
        {
            return new ScanAnswer(scan.ScanId, ScanOutcome.Rejected, "This kit was scanned out to another patient before. Take another kit.", ScanFault.OtherPatient);
        }

        ScanAnswer answer = await ApplyAsync(scan, journey, by, cancel);
        if (answer.Outcome is ScanOutcome.Rejected)
        {
            if (fresh)
            {
                await kits.ReleaseAsync(scan.KitId, journey, cancel);
            }

            return answer;
        }

        if (scan.Lot is { } lot)
        {
            await kits.NoteLotAsync(scan.KitId, lot, cancel);

            // Asked again after the kit is on the lot's list: a recall finds it there, or it finds the recall here.
            if (await kits.FindRecallAsync(lot, cancel) is { } recall
                && await recalls.OfLateScanAsync(recall, journey, scan.KitId, by, cancel) is Decision.Accepted judged)
            {
                answer = answer with { Because = answer.Because + " " + judged.Because };
            }
        }

        return await WithParkedAsync(answer, scan.KitId, journey, cancel);
    }

    // What was scanned before anybody knew whose kit it is comes true now: nobody is reminded of a kit that is back.
    private async Task<ScanAnswer> WithParkedAsync(ScanAnswer answer, KitId kit, JourneyId journey, CancellationToken cancel)
    {
        foreach (ParkedScan parked in await kits.ParkedAsync(kit, cancel))
        {
            ScanAnswer late = await ApplyAsync(parked.Scan, journey, parked.By, cancel);
            if (late.Outcome is not ScanOutcome.Rejected)
            {
                await worklist.DoneAsync(
                    ItemOf(parked.Scan), Actor.Pathway, "The kit has been scanned out since. " + late.Because, time.GetUtcNow(), cancel);
            }

            if (late.Outcome is not ScanOutcome.Duplicate)
            {
                answer = answer with { Because = answer.Because + " An earlier scan of it was waiting: " + late.Because };
            }
        }

        return answer;
    }

    private async Task<ScanAnswer> ApplyAsync(Scan scan, JourneyId journey, Actor by, CancellationToken cancel)
    {
        PathwayEvent @event = scan.Kind switch
        {
            ScanKind.Posted => new PathwayEvent.KitPosted(scan.KitId, scan.Lot, scan.ExpiresOn, scan.At),
            ScanKind.Received => new PathwayEvent.KitReceived(scan.KitId, scan.CollectedOn, scan.At),
            ScanKind.ReturnedToSender => new PathwayEvent.KitReturnedToSender(scan.KitId, scan.At),
            _ => new PathwayEvent.KitLost(scan.KitId, scan.At),
        };
        ApplyResult applied = await engine.ApplyAsync(journey, "scan/" + scan.ScanId, @event, by, null, cancel);
        return applied switch
        {
            ApplyResult.Decided { Decision: Decision.Accepted accepted } => new(scan.ScanId, ScanOutcome.Accepted, accepted.Because),
            ApplyResult.Decided { Decision: Decision.Ignored ignored } => new(scan.ScanId, ScanOutcome.Ignored, ignored.Because),
            ApplyResult.Decided refused => new(scan.ScanId, ScanOutcome.Rejected, refused.Decision.Because, FaultOf(refused.Journey, @event)),
            ApplyResult.Repeated => new(scan.ScanId, ScanOutcome.Duplicate, "This scan was taken in before."),
            ApplyResult.IdReused => new(scan.ScanId, ScanOutcome.Rejected, "This scan id was used before for another scan."),
            _ => new(scan.ScanId, ScanOutcome.Rejected, "There is no such journey. Check the label against the list of kits to post."),
        };
    }

    // The pathway is asked again about the same kit without its date: taken then, the date was why.
    private ScanFault? FaultOf(Journey journey, PathwayEvent @event) =>
        @event is PathwayEvent.KitPosted { ExpiresOn: not null } posted
        && JourneyDecider.Decide(journey, posted with { ExpiresOn = null }, policy) is not Decision.Rejected
            ? ScanFault.Expired
            : null;

    // A kit that nobody scanned out, come back: someone has it in hand, so someone must look.
    private async Task<ScanAnswer> ParkAsync(Scan scan, Actor by, CancellationToken cancel)
    {
        await kits.ParkAsync(new ParkedScan(scan, by), cancel);

        // Asked again after the scan is kept: whoever scans the kit out finds it there, or it finds the journey here.
        if (await kits.FindAsync(scan.KitId, cancel) is { } journey)
        {
            return await ApplyAsync(scan, journey, by, cancel);
        }

        DateTimeOffset now = time.GetUtcNow();
        await worklist.RaiseAsync(
            new WorkItem(
                ItemOf(scan),
                null,
                null,
                $"Find out whose kit {scan.KitId.Value} is: it was scanned in but never scanned out.",
                Owner.KitDesk,
                ServiceCalendar.CloseOfWorkingDay(now, policy.WorkingDaysToReview, policy.CloseOfBusiness),
                "No kit of that number was posted from here; it may be a screening kit."),
            cancel);
        return new ScanAnswer(scan.ScanId, ScanOutcome.Parked, "No kit of that number was posted from here. It is on the kit desk's worklist.");
    }

    private static string ItemOf(Scan scan) => $"kit/{scan.KitId.Value}/{scan.Kind}";
}
