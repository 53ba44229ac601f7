using System.Globalization;
using System.Net;
using System.Text;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Pathway.Calendar;

namespace FitPipeline.SmsEmulator;

/// <summary>The texts as telephones show them, one telephone a number: the last one texted first, on each the newest text last.</summary>
internal static class Phones
{
    private const string Style = """
        body{font:16px/1.4 Arial,sans-serif;color:#212b32;background:#f0f4f5;margin:0;padding:1.5em}h1{margin:0}h2{margin:2em 0 .4em}
        .intro{max-width:44em}.phones{display:grid;grid-template-columns:repeat(auto-fill,minmax(17em,1fr));gap:1em;align-items:start}
        section{padding:1em;background:#212b32;border-radius:1.6em;color:#fff}h3{margin:0;font-size:1em}.from{color:#c8d0d4;margin:0 0 .8em;font-size:.85em}
        .text{background:#e8edee;color:#212b32;border-radius:1em;padding:.6em .9em;margin:.3em 0;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}
        small{color:#c8d0d4;display:block;margin-bottom:.9em}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2em 1em;max-width:44em}dd{margin:0}
        """;

    internal static string Page(IReadOnlyList<PhoneText> texts)
    {
        StringBuilder page = new(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta http-equiv=\"refresh\" content=\"5\"><title>Telephones</title><style>");
        page.Append(Style).Append("</style></head><body><h1>Telephones</h1><p class=\"intro\">").Append(Sum(texts))
            .Append(" Nothing here leaves this machine. To see what happens when a text goes wrong, give a patient one of <a href=\"#wrong\">these numbers</a>.</p><div class=\"phones\">");
        foreach (IGrouping<string, PhoneText> phone in texts.Reverse().GroupBy(text => text.To))
        {
            page.Append("<section><h3>").Append(Safe(Spaced(phone.Key))).Append("</h3><p class=\"from\">from ").Append(Safe(phone.First().From)).Append("</p>");
            foreach (PhoneText text in phone.Reverse())
            {
                page.Append("<div class=\"text\">").Append(Safe(text.Message)).Append("</div><small>").Append(When(text.At)).Append(" · ")
                    .Append(Counted(Gsm7.Segments(text.Message), "part")).Append("</small>");
            }

            page.Append("</section>");
        }

        page.Append("</div><h2 id=\"wrong\">Numbers that always go wrong</h2><dl>");
        foreach ((string number, Fault fault) in Faults.Numbers)
        {
            page.Append("<dt>").Append(Safe(Spaced(number))).Append("</dt><dd>").Append(Words(fault)).Append("</dd>");
        }

        return page.Append("</dl></body></html>").ToString();
    }

    private static string Sum(IReadOnlyList<PhoneText> texts) => texts.Count == 0
        ? "No text has come yet. In virtual time they come when the clock is moved."
        : $"{Counted(texts.Count, "text")} in {Counted(texts.Sum(text => Gsm7.Segments(text.Message)), "part")}, on {Counted(texts.Select(text => text.To).Distinct().Count(), "telephone")}.";

    // By the sender's clock, which may be a virtual one, and as a telephone in London shows it.
    private static string When(DateTimeOffset at) =>
        ServiceCalendar.DateOf(at).ToString("ddd d MMM ", CultureInfo.InvariantCulture) + ServiceCalendar.TimeOf(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Counted(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    // +447700900001 → 07700 900001.
    private static string Spaced(string number) =>
        number.StartsWith("+44", StringComparison.Ordinal) && number.Length == 13 ? $"0{number[3..7]} {number[7..]}" : number;

    private static string Words(Fault fault) => fault switch
    {
        Fault.BadNumber => "The provider says that it is no number.",
        Fault.Unassigned => "Taken, then reported as nobody's number.",
        Fault.Absent => "Taken, then reported as switched off.",
        Fault.LostReport => "Taken, and never heard of again.",
        Fault.TwoReports => "Delivered, and reported twice.",
        Fault.EarlyReport => "Reported before the provider has answered.",
        Fault.OptedOut => "Reported as a telephone that has stopped texts.",
        Fault.LostAnswer => "Taken, and every answer is lost on the way.",
        Fault.Slow => "Answered late.",
        _ => "The request is refused.",
    };

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
