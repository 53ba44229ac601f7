using System.Text.Json.Serialization;
using FitPipeline.Application.Advice;
using FitPipeline.Application.Booking;
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

namespace FitPipeline.Application.Http;

/// <summary>Every shape the service reads and writes as JSON over HTTP, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(AdviceBody))]
[JsonSerializable(typeof(BookingOutcomeBody))]
[JsonSerializable(typeof(BookingRoundReport))]
[JsonSerializable(typeof(BookingView))]
[JsonSerializable(typeof(ContactBody))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(DeliveryBody))]
[JsonSerializable(typeof(DeliveryReportsImported))]
[JsonSerializable(typeof(FrontView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(JourneyView))]
[JsonSerializable(typeof(KitRequestBody))]
[JsonSerializable(typeof(LabFileAnswer))]
[JsonSerializable(typeof(LabFileView))]
[JsonSerializable(typeof(LanguageFile))]
[JsonSerializable(typeof(LetterBatchView))]
[JsonSerializable(typeof(MoveBookingBody))]
[JsonSerializable(typeof(NeedsBody))]
[JsonSerializable(typeof(NoteBody))]
[JsonSerializable(typeof(OfferAnswerBody))]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(SiteClosed))]
[JsonSerializable(typeof(SiteClosureBody))]
[JsonSerializable(typeof(NewBookingBody))]
[JsonSerializable(typeof(Page<BookingView>), TypeInfoPropertyName = "PageBookingView")]
[JsonSerializable(typeof(Page<FreeSlotView>), TypeInfoPropertyName = "PageFreeSlotView")]
[JsonSerializable(typeof(Page<KitToPostView>), TypeInfoPropertyName = "PageKitToPostView")]
[JsonSerializable(typeof(Page<LabelView>), TypeInfoPropertyName = "PageLabelView")]
[JsonSerializable(typeof(WaitingLetters))]
[JsonSerializable(typeof(Page<LetterView>), TypeInfoPropertyName = "PageLetterView")]
[JsonSerializable(typeof(Page<LotView>), TypeInfoPropertyName = "PageLotView")]
[JsonSerializable(typeof(Page<NoticeView>), TypeInfoPropertyName = "PageNoticeView")]
[JsonSerializable(typeof(Page<PersonView>), TypeInfoPropertyName = "PagePersonView")]
[JsonSerializable(typeof(Page<PracticeJourneyView>), TypeInfoPropertyName = "PagePracticeJourneyView")]
[JsonSerializable(typeof(Page<QuarantineView>), TypeInfoPropertyName = "PageQuarantineView")]
[JsonSerializable(typeof(Page<TextView>), TypeInfoPropertyName = "PageTextView")]
[JsonSerializable(typeof(Page<WaitingView>), TypeInfoPropertyName = "PageWaitingView")]
[JsonSerializable(typeof(Page<WorkItemView>), TypeInfoPropertyName = "PageWorkItemView")]
[JsonSerializable(typeof(PeopleBody))]
[JsonSerializable(typeof(PriorityBody))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(RecallBody))]
[JsonSerializable(typeof(RecallReport))]
[JsonSerializable(typeof(ReferralAnswer))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(ResolutionAnswer))]
[JsonSerializable(typeof(ResolutionBody))]
[JsonSerializable(typeof(ScanAnswers))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(SearchBody))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(SlotsBody))]
[JsonSerializable(typeof(SlotsTaken))]
[JsonSerializable(typeof(ValidationAnswer))]
public sealed partial class ServiceJson : JsonSerializerContext;
