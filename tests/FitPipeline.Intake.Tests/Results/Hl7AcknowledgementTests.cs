using FitPipeline.Intake.Results;
using FitPipeline.Intake.Results.Hl7;

namespace FitPipeline.Intake.Tests;

public sealed class Hl7AcknowledgementTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 5, 10, 20, 30, TimeSpan.FromHours(1));

    [Fact]
    public void Given_a_message_taken_in_then_the_answer_goes_back_to_its_sender_under_its_id()
    {
        MessageEnd end = End("hl7/as-an-integration-engine-sends-it.hl7");

        Assert.Equal(
            "MSH|^~\\&|FITPATH|RR7|WINPATH|RR7|20260105092030+0000||ACK^R01^ACK|ACK-00012345|P|2.4||||||UNICODE UTF-8\rMSA|AA|00012345\r",
            Hl7Acknowledgement.Write(end.Header, end.Acknowledge, end.Because, At));
    }

    [Fact]
    public void Given_a_message_that_a_person_must_look_at_then_the_answer_is_AE_and_says_so()
    {
        MessageEnd end = End("hl7/kit-missing.hl7");
        Assert.EndsWith(
            "MSA|AE|00012345|Taken in; a person must look at 1 of 1 results.\r",
            Hl7Acknowledgement.Write(end.Header, end.Acknowledge, end.Because, At));
    }

    [Fact]
    public void Given_a_message_that_is_no_report_then_the_answer_is_AR()
    {
        MessageEnd end = End("hl7/another-message-type.hl7");
        Assert.Contains("\rMSA|AR|00012345|", Hl7Acknowledgement.Write(end.Header, end.Acknowledge, end.Because, At));
    }

    [Fact]
    public void Given_a_sender_with_delimiters_of_its_own_then_the_answer_has_the_standard_ones()
    {
        MessageEnd end = End("hl7/other-delimiters.hl7");
        Assert.StartsWith("MSH|^~\\&|FITPATH|RR7|WINPATH|RR7|", Hl7Acknowledgement.Write(end.Header, end.Acknowledge, end.Because, At));
    }

    [Fact]
    public void Given_an_id_made_of_delimiters_and_line_breaks_then_it_cannot_write_segments_into_the_answer()
    {
        Hl7Header header = new("1|2^3\rMSA|AA\u0001", "A", "B", "C", "D", "P|", "2.4\n");
        string ack = Hl7Acknowledgement.Write(header, Hl7AckCode.Error, "a|b\rc", At);

        Assert.Equal(2, ack.Count(c => c == '\r'));
        Assert.DoesNotContain('\n', ack);
        Assert.Contains("MSA|AE|1\\F\\2\\S\\3\\X0D\\MSA\\F\\AA\\X01\\|a\\F\\b\\X0D\\c\r", ack);
    }

    [Fact]
    public void Given_a_message_without_header_fields_then_it_is_answered_all_the_same() =>
        Assert.Equal(
            "MSH|^~\\&|||||20260105092030+0000||ACK^R01^ACK|ACK-|P|2.4||||||UNICODE UTF-8\rMSA|AR|\r",
            Hl7Acknowledgement.Write(End("hl7/delimiters-missing.hl7").Header, Hl7AckCode.Reject, null, At));

    private static MessageEnd End(string file) => Corpus.ReadLab(file, Corpus.Bytes(file)).OfType<MessageEnd>().Single();
}
