using System.Net;
using System.Security.Cryptography;
using System.Text;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Intake.Referrals;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.People;

/// <summary>What was done on the page just now, as its address says it.</summary>
internal enum PageNews
{
    /// <summary>A kit was asked for.</summary>
    Kit,

    /// <summary>Texts were stopped.</summary>
    Texts,

    /// <summary>Language and format were kept.</summary>
    Letters,

    /// <summary>It could not be done.</summary>
    Cannot,
}

/// <summary>
/// The patient's page as HTML: plain forms, no script, one style that its own address allows by its hash. It names nobody.
/// </summary>
internal sealed class PatientPage(MessageComposer composer)
{
    private const string Style = """
        body{margin:0;font:19px/1.5 Arial,sans-serif;color:#212b32;background:#f0f4f5}
        main{max-width:40em;margin:0 auto;padding:1em;background:#fff}
        h1{font-size:1.7em}h2{font-size:1.25em;border-top:1px solid #d8dde0;padding-top:.8em}
        fieldset{border:0;margin:1em 0 0;padding:0}legend{padding:0}label{display:block;padding:.4em 0}fieldset label{padding-inline-start:2em;text-indent:-2em}
        input[type=radio],input[type=checkbox]{width:1.4em;height:1.4em;margin:0;margin-inline-end:.6em;vertical-align:middle}
        select,button{font:inherit;padding:.5em .8em}button{background:#007f3b;color:#fff;border:0;border-radius:4px;margin-top:.6em}
        :focus{outline:4px solid #ffeb3b}.done{border:2px solid #007f3b;padding:.6em 1em}
        """;

    private static readonly string Policy =
        "default-src 'none'; style-src 'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style.ReplaceLineEndings("\n"))))
        + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Headers of every answer under <c>/p/</c>: kept by nobody, found by nobody, running nothing.</summary>
    internal static void Seal(HttpResponse response)
    {
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        response.Headers.ContentSecurityPolicy = Policy;
    }

    /// <summary>There is no such page, or no longer: nobody can tell which.</summary>
    internal IResult Ended()
    {
        LanguageFile file = LanguageFile.English;
        StringBuilder page = Open(file, file.Page.EndedHeading);
        Paragraph(page, file.Page.Ended);
        Paragraph(page, Helpline(file, file.Page.Questions));
        return Close(page, 404);
    }

    /// <summary>The page of a journey.</summary>
    internal IResult Show(PageContent content, PatientRecord patient, LanguageFile file, PageNews? news)
    {
        PageWords words = file.Page;
        StringBuilder page = Open(file, words.Title);
        if (news is { } done)
        {
            page.Append("<div class=\"done\" role=\"status\">");
            Paragraph(page, done switch
            {
                PageNews.Kit => words.DoneKit,
                PageNews.Texts => words.DoneTexts,
                PageNews.Letters => words.DoneLetters,
                _ => Helpline(file, words.CannotNow),
            });
            page.Append("</div>");
        }

        Section(page, words.WhereHeading, content.Where);
        Section(page, words.NextHeading, content.Next);
        if (content.HowToPost)
        {
            Heading(page, words.HowHeading);
            page.Append("<ol>");
            foreach (string step in words.HowSteps)
            {
                page.Append("<li>").Append(Safe(step)).Append("</li>");
            }

            page.Append("</ol>");
        }

        if (content.MayAskForKit)
        {
            Heading(page, words.NewKitHeading);
            Form(page, "kit");
            page.Append("<fieldset><legend>").Append(Safe(words.NewKitWhy)).Append("</legend>");
            Choice(page, "radio", "trouble", "notCome", words.NotCome, false);
            Choice(page, "radio", "trouble", "lost", words.Lost, false);
            Choice(page, "radio", "trouble", "spoilt", words.Spoilt, false);
            page.Append("</fieldset>");
            Button(page, words.SendNewKit);
        }

        Heading(page, words.TextsHeading);
        if (content.GetsTexts)
        {
            Paragraph(page, words.LettersInstead);
            Form(page, "texts");
            Button(page, words.StopTexts);
        }
        else
        {
            Paragraph(page, words.TextsStopped);
        }

        Letters(page, words, patient);
        Paragraph(page, Helpline(file, words.Questions));
        return Close(page, 200);
    }

    private static void Letters(StringBuilder page, PageWords words, PatientRecord patient)
    {
        Heading(page, words.LettersHeading);
        Form(page, "letters");
        string now = LanguageFile.Find(patient.Details.Language)?.Language ?? "";
        page.Append("<label for=\"language\">").Append(Safe(words.MyLanguage)).Append("</label><select id=\"language\" name=\"language\">");
        if (now.Length == 0)
        {
            page.Append("<option value=\"\" selected>-</option>");
        }

        foreach (LanguageFile language in LanguageFile.All.Values.OrderBy(language => language.Language, StringComparer.Ordinal))
        {
            page.Append("<option value=\"").Append(language.Language).Append("\" lang=\"").Append(language.Language).Append('"')
                .Append(language.Language == now ? " selected" : "").Append('>').Append(Safe(language.Name)).Append("</option>");
        }

        page.Append("</select><fieldset><legend>").Append(Safe(words.MyFormats)).Append("</legend>");
        foreach (ContactFormat format in Enum.GetValues<ContactFormat>())
        {
            string name = ContactEndpoint.Name(format);
            Choice(page, "checkbox", "format", name, words.Formats[name], patient.Details.Contact.Formats.Contains(format));
        }

        page.Append("</fieldset>");
        Button(page, words.Save);
    }

    private static StringBuilder Open(LanguageFile file, string title) => new StringBuilder("<!DOCTYPE html><html lang=\"")
        .Append(file.Language).Append("\" dir=\"").Append(file.Direction is WritingDirection.RightToLeft ? "rtl" : "ltr")
        .Append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>")
        .Append(Safe(title)).Append("</title><style>").Append(Style.ReplaceLineEndings("\n")).Append("</style></head><body><main><h1>").Append(Safe(title)).Append("</h1>");

    private static IResult Close(StringBuilder page, int status) =>
        Results.Content(page.Append("</main></body></html>").ToString(), "text/html", Encoding.UTF8, status);

    private static void Section(StringBuilder page, string heading, IReadOnlyList<string> sentences)
    {
        if (sentences.Count > 0)
        {
            Heading(page, heading);
            foreach (string sentence in sentences)
            {
                Paragraph(page, sentence);
            }
        }
    }

    // Without an address of its own a form goes to the page it is on: the token is written nowhere in it.
    private static void Form(StringBuilder page, string ask) =>
        page.Append("<form method=\"post\"><input type=\"hidden\" name=\"ask\" value=\"").Append(ask).Append("\">");

    private static void Button(StringBuilder page, string words) =>
        page.Append("<button type=\"submit\">").Append(Safe(words)).Append("</button></form>");

    private static void Choice(StringBuilder page, string type, string name, string value, string words, bool chosen) =>
        page.Append("<label><input type=\"").Append(type).Append("\" name=\"").Append(name).Append("\" value=\"").Append(value).Append('"')
            .Append(type == "radio" ? " required" : "").Append(chosen ? " checked" : "").Append("> ").Append(Safe(words)).Append("</label>");

    private static void Heading(StringBuilder page, string words) => page.Append("<h2>").Append(Safe(words)).Append("</h2>");

    private static void Paragraph(StringBuilder page, string words) => page.Append("<p>").Append(Safe(words)).Append("</p>");

    private string Helpline(LanguageFile file, string sentence) =>
        MessageComposer.Fill(sentence, new() { ["helpline"] = composer.HelplineIn(file) });

    private static string Safe(string words) => WebUtility.HtmlEncode(words);
}
