using System.Globalization;
using System.Net;
using System.Text;
using FitPipeline.Service;

namespace FitPipeline.SmsEmulator;

/// <summary>The texts as telephones show them, one telephone a number, newest first.</summary>
internal static class Phones
{
    internal static string Page(IReadOnlyList<PhoneText> texts)
    {
        StringBuilder page = new(
            """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>Telephones</title><style>
            body{font:16px/1.4 Arial,sans-serif;background:#f0f4f5;margin:1em}section{display:inline-block;vertical-align:top;width:19em;margin:.5em;padding:1em;background:#212b32;border-radius:1.5em;color:#fff}
            p{background:#e8edee;color:#212b32;border-radius:1em;padding:.6em .9em;white-space:pre-wrap;unicode-bidi:plaintext}small{color:#aeb7bd}
            </style></head><body><h1>Telephones</h1>
            """);
        foreach (IGrouping<string, PhoneText> phone in texts.GroupBy(text => text.To).OrderByDescending(phone => phone.Max(text => text.At)))
        {
            page.Append("<section><strong>").Append(Safe(phone.Key)).Append("</strong>");
            foreach (PhoneText text in phone.Reverse())
            {
                page.Append("<p>").Append(Safe(text.Message)).Append("</p><small>").Append(Safe(text.From)).Append(", ")
                    .Append(text.At.ToString("HH:mm:ss", CultureInfo.InvariantCulture)).Append(", ")
                    .Append(Gsm7.Segments(text.Message)).Append(" part(s)</small>");
            }

            page.Append("</section>");
        }

        page.Append("<h2>Numbers that always go wrong</h2><ul>");
        foreach ((string number, Fault fault) in Faults.Numbers)
        {
            page.Append("<li>").Append(Safe(number)).Append(": ").Append(fault).Append("</li>");
        }

        return page.Append("</ul></body></html>").ToString();
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
