using FitPipeline.Application.Advice;
using FitPipeline.Application.Booking;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Kits;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Application.People;
using FitPipeline.Application.Practices;
using FitPipeline.Application.Referrals;
using FitPipeline.Application.Reports;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Policy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FitPipeline.Application;

/// <summary>Registers what both hosts share. A host adds its ports, its callers, its nudge and its clock.</summary>
public static class Registration
{
    /// <summary>Adds the engine, the use cases, the effects and the endpoints.</summary>
    /// <exception cref="InvalidOperationException">The policy or the wording's settings have faults; a host must not start on one.</exception>
    public static IServiceCollection AddFitPipeline(this IServiceCollection services, PathwayPolicy policy, WordingSettings wording) =>
        services.AddFitPipeline(policy, BookingPolicy.Current, wording);

    /// <summary>The same, with booking by other numbers.</summary>
    /// <exception cref="InvalidOperationException">A policy or the wording's settings have faults; a host must not start on one.</exception>
    public static IServiceCollection AddFitPipeline(this IServiceCollection services, PathwayPolicy policy, BookingPolicy booking, WordingSettings wording)
    {
        if (policy.Faults() is { Count: > 0 } faults)
        {
            throw new InvalidOperationException("The policy cannot be used. " + string.Join(' ', faults));
        }

        if (booking.Faults() is { Count: > 0 } senseless)
        {
            throw new InvalidOperationException("The booking policy cannot be used. " + string.Join(' ', senseless));
        }

        if (wording.Faults() is { Count: > 0 } wrong)
        {
            throw new InvalidOperationException("The wording's settings cannot be used. " + string.Join(' ', wrong));
        }

        PathwayPolicy inForce = policy with { Booking = booking };
        services.TryAddSingleton(new PolicyHistory(inForce));
        services.AddSingleton(inForce).AddSingleton(wording).AddSingleton(booking);
        services.AddSingleton<JourneyEngine>().AddSingleton<JourneyViewBuilder>().AddSingleton<UserActions>();
        services.AddSingleton<ReceiveReferral>().AddSingleton<ReceiveScans>().AddSingleton<RecallLot>();
        services.AddSingleton<LabRowMatcher>().AddSingleton<ImportLabRow>().AddSingleton<WriteHl7Acknowledgement>().AddSingleton<ReadLabFile>().AddSingleton<ResolveQuarantine>();
        services.AddSingleton<TypicalArrivals>().AddSingleton<WaitingList>().AddSingleton<RunBookingRound>().AddSingleton<OfferSlots>();
        services.AddSingleton<Bookings>().AddSingleton<AnswerOffer>().AddSingleton<RecordOutcome>().AddSingleton<WithdrawSlots>();
        services.AddSingleton<MessageComposer>().AddSingleton<SmsRateLimiter>().AddSingleton<SmsDispatcher>().AddSingleton<ImportDeliveryReports>();
        services.AddSingleton<ChangeContact>().AddSingleton<PatientPages>().AddSingleton<LetterPrint>().AddSingleton<PrintLetters>();
        services.AddSingleton<Reconcile>().AddSingleton<MakeReport>().AddSingleton<BookingReports>().AddSingleton<TextReport>().AddSingleton<RequestPipeline>().AddSingleton<EffectHandlers>().AddSingleton<EffectDispatcher>();
        services.AddSingleton<PermittedActions>().AddSingleton<PeopleOfJourneys>().AddSingleton<FindPeople>();
        services.TryAddSingleton(new DeskSettings(Demo: false));
        services.TryAddSingleton(DeprivationBands.None);
        services.TryAddSingleton(PageAddresses.Of(wording));
        services.TryAddSingleton(new TextPrice(null));
        return services.AddEffects().AddEndpoints().AddDesk();
    }

    private static IServiceCollection AddEffects(this IServiceCollection services) => services
        .AddSingleton<IEffectHandler, PostKits>()
        .AddSingleton<IEffectHandler, SendTexts>()
        .AddSingleton<IEffectHandler, SendLetters>()
        .AddSingleton<IEffectHandler, NotifyPractices>()
        .AddSingleton<IEffectHandler, RaiseWorkItems>()
        .AddSingleton<IEffectHandler, FinishWorkItems>()
        .AddSingleton<IEffectHandler, RequestBookings>()
        .AddSingleton<IEffectHandler, ReleaseSlots>()
        .AddSingleton<IEffectHandler, PublishAnnouncements>()
        .AddSingleton<IEffectHandler, WriteAudit>();

    private static IServiceCollection AddEndpoints(this IServiceCollection services) => services
        .AddEndpoint<ReceiveReferralEndpoint>()
        .AddEndpoint<ReadCapabilitiesEndpoint>()
        .AddEndpoint<ReadJourneyEndpoint>()
        .AddEndpoint<AcknowledgeEndpoint>()
        .AddEndpoint<DecideEndpoint>()
        .AddEndpoint<SetPriorityEndpoint>()
        .AddEndpoint<AskForPriorityEndpoint>()
        .AddEndpoint<AnswerPriorityEndpoint>()
        .AddEndpoint<RecordNeedsEndpoint>()
        .AddEndpoint<AdviceEndpoint>()
        .AddEndpoint<ContactEndpoint>()
        .AddEndpoint<AskForKitEndpoint>()
        .AddEndpoint<ReadPracticeJourneysEndpoint>()
        .AddEndpoint<ReadPracticeNoticesEndpoint>()
        .AddEndpoint<ReadPracticeNoticeEndpoint>()
        .AddEndpoint<ReceiveScansEndpoint>()
        .AddEndpoint<RecallLotEndpoint>()
        .AddEndpoint<ReadKitDispatchEndpoint>()
        .AddEndpoint<PutLabFileEndpoint>()
        .AddEndpoint<ReadLabFileEndpoint>()
        .AddEndpoint<ReadAcknowledgementsEndpoint>()
        .AddEndpoint<ReadQuarantineEndpoint>()
        .AddEndpoint<ResolveQuarantineEndpoint>()
        .AddEndpoint<ReadWorklistEndpoint>()
        .AddEndpoint<FinishWorkEndpoint>()
        .AddEndpoint<OfferSlotsEndpoint>()
        .AddEndpoint<WithdrawSlotEndpoint>()
        .AddEndpoint<CloseSiteEndpoint>()
        .AddEndpoint<ReadWaitingListEndpoint>()
        .AddEndpoint<RunBookingRoundEndpoint>()
        .AddEndpoint<ReadBookingsEndpoint>()
        .AddEndpoint<BookEndpoint>()
        .AddEndpoint<AnswerOfferEndpoint>()
        .AddEndpoint<MoveBookingEndpoint>()
        .AddEndpoint<RecordBookingOutcomeEndpoint>()
        .AddEndpoint<ReadTextsEndpoint>()
        .AddEndpoint<ReadLettersEndpoint>()
        .AddEndpoint<TakeLetterBatchEndpoint>()
        .AddEndpoint<ReadLetterBatchEndpoint>()
        .AddEndpoint<RecordReturnedLetterEndpoint>()
        .AddEndpoint<DeliveryReportsEndpoint>()
        .AddEndpoint<ReportEndpoint>()
        .AddEndpoint<PatientPageEndpoint>()
        .AddEndpoint<AnswerPatientPageEndpoint>()
        .AddEndpoint<HealthEndpoint>()
        .AddEndpoint<OpenApiEndpoint>();

    private static IServiceCollection AddDesk(this IServiceCollection services) => services
        .AddEndpoint<ReadSessionEndpoint>()
        .AddEndpoint<ReadFrontEndpoint>()
        .AddEndpoint<ReadPeopleEndpoint>()
        .AddEndpoint<SearchEndpoint>()
        .AddEndpoint<ReadUntoldEndpoint>()
        .AddEndpoint<ReadFailedTextsEndpoint>()
        .AddEndpoint<ReadWaitingLettersEndpoint>()
        .AddEndpoint<ReadKitsToPostEndpoint>()
        .AddEndpoint<ReadStockEndpoint>()
        .AddEndpoint<RecordDeliveryEndpoint>()
        .AddEndpoint<ReadFreeSlotsEndpoint>();

    // By its own type, so that a function can ask for the one it serves, and as one of all, so that a host can map them.
    private static IServiceCollection AddEndpoint<T>(this IServiceCollection services)
        where T : class, IEndpoint => services
        .AddSingleton<T>()
        .AddSingleton<IEndpoint>(provider => provider.GetRequiredService<T>());
}
