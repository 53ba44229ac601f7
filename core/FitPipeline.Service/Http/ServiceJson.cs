using System.Text.Json.Serialization;

namespace FitPipeline.Service;

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
[JsonSerializable(typeof(DeliveryReportsTaken))]
[JsonSerializable(typeof(FrontView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(JourneyView))]
[JsonSerializable(typeof(KitRequestBody))]
[JsonSerializable(typeof(LabFileAnswer))]
[JsonSerializable(typeof(LabFileView))]
[JsonSerializable(typeof(LanguageFile))]
[JsonSerializable(typeof(LetterBatchView))]
[JsonSerializable(typeof(NoteBody))]
[JsonSerializable(typeof(Page<BookingView>), TypeInfoPropertyName = "PageBookingView")]
[JsonSerializable(typeof(Page<KitToPostView>), TypeInfoPropertyName = "PageKitToPostView")]
[JsonSerializable(typeof(Page<LabelView>), TypeInfoPropertyName = "PageLabelView")]
[JsonSerializable(typeof(Page<LetterView>), TypeInfoPropertyName = "PageLetterView")]
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
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(SlotsBody))]
[JsonSerializable(typeof(SlotsTaken))]
[JsonSerializable(typeof(ValidationAnswer))]
public sealed partial class ServiceJson : JsonSerializerContext;
