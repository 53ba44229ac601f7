using System.Text;
using FitPipeline.Intake.Booking;

namespace FitPipeline.Intake.Tests;

/// <summary>The readers of slots and appointments under broken, random and hostile input. The seed of a failure is in its message.</summary>
public sealed class BookingFuzzTests
{
    private const int Mutants = 4000;
    private const int Small = 1_000;
    private const int Times = 4;

    private static readonly Dictionary<string, Func<int, string>> Bombs = new(StringComparer.Ordinal)
    {
        ["depth"] = n => new string('[', n),
        ["depth in a slot"] = n => Bundle("{\"resource\":{\"resourceType\":\"Slot\",\"id\":" + new string('[', n)),
        ["names"] = n => "{" + string.Join(',', Enumerable.Range(0, n).Select(i => $"\"{i}\":{i}")) + "}",
        ["bare slots"] = n => Bundle(Repeat("{\"resource\":{\"resourceType\":\"Slot\"}},", n)),
        ["slots of one schedule of many actors"] = n => Bundle(
            Slots(n, "s") + Resource("s", "Schedule", "\"actor\":[" + Repeat("{\"reference\":\"l\"},", n) + "{}]") + Resource("l", "Location", "\"name\":\"here\"")),
        ["slots of one schedule of many codes"] = n => Bundle(
            Slots(n, "s") + Resource("s", "Schedule", "\"serviceType\":[{\"coding\":[" + Repeat("{\"system\":\"http://snomed.info/sct\",\"code\":\"1\"},", n) + "{}]}]")),
        ["schedules of one service of many places"] = n => Bundle(
            Repeat("{\"resource\":{\"resourceType\":\"Slot\",\"schedule\":{\"reference\":\"#s\"},\"contained\":[{\"resourceType\":\"Schedule\",\"id\":\"s\",\"actor\":[{\"reference\":\"h\"}]}]}},", n)
            + Resource("h", "HealthcareService", "\"location\":[" + Repeat("{\"reference\":\"l\"},", n) + "{}]") + Resource("l", "Location", "\"name\":\"here\"")),
        ["services of many names"] = n => Bundle(
            Slots(n, "s") + Resource("s", "Schedule", "\"actor\":[" + Repeat("{\"reference\":\"h\"},", n) + "{}]")
            + Resource("h", "HealthcareService", "\"location\":[" + string.Concat(Enumerable.Range(0, n).Select(i => $"{{\"reference\":\"l{i}\"}},")) + "{}]")
            + string.Concat(Enumerable.Range(0, n).Select(i => Resource($"l{i}", "Location", $"\"name\":\"{i}\"")))),
        ["slots of one appointment"] = n => Bundle(
            Resource("a", "Appointment", "\"slot\":[" + Repeat("{\"reference\":\"Slot/x\"},", n) + "{}]") + Resource("x", "Slot", "\"status\":\"free\"")),
        ["participants"] = n => Bundle(Resource("a", "Appointment", "\"participant\":[" + Repeat("{\"actor\":{\"reference\":\"p\"}},", n) + "{}]") + Resource("p", "Patient", "\"x\":1")),
        ["an address of many parts"] = n => Bundle(Resource("a", "Appointment", "\"participant\":[" + Repeat("{\"actor\":{\"reference\":\"" + new string('/', 100) + "\"}},", n) + "{}]")),
        ["journeys"] = n => Bundle(Resource("a", "Appointment", "\"basedOn\":[" + Repeat("{\"reference\":\"ServiceRequest/j-00000000000000000000000000\"},", n) + "{}]")),
        ["findings"] = n => Bundle(Resource("a", "Appointment", "\"extension\":[" + Repeat("{\"url\":\"urn:fitpipeline:finding\",\"valueCode\":\"normal\"},", n) + "{}]")),
    };

    public static TheoryData<string> Names => [.. Bombs.Keys];

    [Fact]
    public void Given_a_broken_document_then_each_reader_says_what_is_wrong_and_never_throws()
    {
        byte[][] documents =
        [
            BookingDocuments.Bytes(BookingDocuments.Slots()),
            BookingDocuments.Bytes(BookingDocuments.Appointment()),
            Encoding.UTF8.GetBytes(Bombs["schedules of one service of many places"](2)),
        ];
        for (int seed = 0; seed < Mutants; seed++)
        {
            Check(Mutations.Apply(documents[seed % documents.Length], documents, new Random(seed)), $"mutant, seed {seed}");
        }
    }

    [Fact]
    public void Given_random_bytes_then_each_reader_says_what_is_wrong_and_never_throws()
    {
        byte[] alphabet = Encoding.UTF8.GetBytes("{}[]:,\"\\ud8resourceTypeSlotAppointment0123456789 ");
        for (int seed = 0; seed < Mutants; seed++)
        {
            Random random = new(seed);
            byte[] bytes = new byte[random.Next(600)];
            random.NextBytes(bytes);
            if (seed % 2 == 0)
            {
                bytes = [.. bytes.Select(b => alphabet[b % alphabet.Length])];
            }

            Check(bytes, $"random bytes, seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Given_a_bomb_four_times_the_size_then_the_readers_do_at_most_some_four_times_the_work(string name)
    {
        Work(name, Small);
        long small = Work(name, Small);
        long large = Work(name, Small * Times);

        // Half as much again for lists that double, and what a reader needs for any document at all.
        Assert.InRange(large, 0, (long)(small * Times * 1.5) + 600_000);
    }

    private static long Work(string name, int size)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Bombs[name](size));
        long before = GC.GetAllocatedBytesForCurrentThread();
        FhirSlotReader.Read(bytes);
        FhirAppointmentReader.Read(bytes);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Check(byte[] bytes, string what)
    {
        try
        {
            string? broken = Broken(FhirSlotReader.Read(bytes)) ?? Broken(FhirAppointmentReader.Read(bytes));
            Assert.True(broken is null, $"{what}: {broken}");
        }
        catch (Exception trouble) when (trouble is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{what}: {trouble}");
        }
    }

    private static string? Broken(SlotReading reading) => reading switch
    {
        SlotReading.Unreadable unreadable => string.IsNullOrWhiteSpace(unreadable.Because) ? "unreadable without a reason" : null,
        SlotReading.Refused refused => Broken(refused.Errors),
        SlotReading.Read { Slots: [] } => "read, and holds no slot",
        SlotReading.Read read => read.Slots.Select(one => one.Slot).All(slot => slot is { SlotId.Length: > 0 and <= 64, Site.Length: > 0 and <= 100, Minutes: >= 1 and <= 480 }
            && !slot.Site.Any(char.IsControl) && slot.Room is null or { Length: > 0 and <= 64 } && slot.StartsAt.Offset == TimeSpan.Zero && Enum.IsDefined(slot.Procedure))
            ? null
            : "a slot that nobody could book passes",
        _ => "a reading of no kind",
    };

    private static string? Broken(AppointmentReading reading) => reading switch
    {
        AppointmentReading.Unreadable unreadable => string.IsNullOrWhiteSpace(unreadable.Because) ? "unreadable without a reason" : null,
        AppointmentReading.Refused refused => Broken(refused.Errors),
        AppointmentReading.Read { Appointment: var found } => found switch
        {
            { Id.Length: 0 or > 64 } => "an id that is none passes",
            { Status: AppointmentStatus.Booked, Journey: null } => "a booking of nobody passes",
            { Status: AppointmentStatus.Booked, SlotId: null } => "a booking of no slot passes",
            { Status: AppointmentStatus.Attended, Finding: null } => "an examination without a finding passes",
            _ => null,
        },
        _ => "a reading of no kind",
    };

    private static string? Broken(IReadOnlyDictionary<string, IReadOnlyList<string>> errors) =>
        errors.Count > 0 && errors.All(pair => pair.Value.Count > 0 && pair.Value.All(because => because.EndsWith('.'))) ? null : "refused without a reason";

    private static string Slots(int n, string schedule) =>
        Repeat("{\"resource\":{\"resourceType\":\"Slot\",\"schedule\":{\"reference\":\"" + schedule + "\"}}},", n);

    private static string Resource(string id, string type, string fields) => $"{{\"resource\":{{\"resourceType\":\"{type}\",\"id\":\"{id}\",{fields}}}}},";

    private static string Bundle(string entries) => "{\"resourceType\":\"Bundle\",\"entry\":[" + entries + "{}]}";

    private static string Repeat(string piece, int times) => new StringBuilder(piece.Length * times).Insert(0, piece, times).ToString();
}
