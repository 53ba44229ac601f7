using System.Globalization;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.SmsEmulator;

/// <summary>What a provider remembers: texts it has taken, repeats it would recognise, and how much left in the last minute.</summary>
/// <param name="unitsAMinute">How many parts it takes in a minute before it says "too many".</param>
public sealed class TextService(int unitsAMinute)
{
    // For how long a repeat is recognised (K): the provider documents five minutes for its other services.
    private static readonly TimeSpan Repeatable = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Lock _turn = new();
    private readonly List<PhoneText> _texts = [];
    private readonly Dictionary<string, (string Content, string MessageId, DateTimeOffset At)> _repeats = [];
    private readonly Queue<(DateTimeOffset At, int Units)> _minute = new();

    /// <summary>Every text taken, in order.</summary>
    public IReadOnlyList<PhoneText> Texts
    {
        get
        {
            lock (_turn)
            {
                return [.. _texts];
            }
        }
    }

    /// <summary>How long until there is room for these recipients; null when there is.</summary>
    public TimeSpan? Wait(SmsRequest request, DateTimeOffset now)
    {
        lock (_turn)
        {
            while (_minute.TryPeek(out (DateTimeOffset At, int Units) first) && first.At <= now - Minute)
            {
                _minute.Dequeue();
            }

            int units = Gsm7.Segments(request.Message ?? "") * request.SmsRecipients!.Count;
            if (_minute.Sum(sent => sent.Units) + units > unitsAMinute)
            {
                return _minute.Count > 0 ? _minute.Peek().At + Minute - now : Minute;
            }

            _minute.Enqueue((now, units));
            return null;
        }
    }

    /// <summary>Takes a text for one recipient.</summary>
    /// <returns>The item of the answer; and the text when it is a new one.</returns>
    public (SmsItem Item, PhoneText? Text) Take(SmsRequest request, SmsRecipient recipient, DateTimeOffset now)
    {
        string to = recipient.To ?? "";
        if (!UkMobile.TryParse(to, out UkMobile? mobile, out _) || mobile.Value != to)
        {
            return (new SmsItem(to, null, 400, null, false, "Invalid To phone number format."), null);
        }

        DateTimeOffset at = now;
        string content = $"{request.From}\n{to}\n{request.Message}";
        lock (_turn)
        {
            if (recipient.RepeatabilityRequestId is { } id)
            {
                if (!Guid.TryParse(id, out _)
                    || !DateTimeOffset.TryParseExact(recipient.RepeatabilityFirstSent, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at))
                {
                    return (new SmsItem(to, null, 400, "rejected", false, "The repeatability headers are malformed."), null);
                }

                if (_repeats.TryGetValue(id, out (string Content, string MessageId, DateTimeOffset At) known))
                {
                    return known.Content == content && now - known.At <= Repeatable
                        ? (new SmsItem(to, known.MessageId, 202, "accepted", true, null), null)
                        : (new SmsItem(to, null, 412, "rejected", false, "The repeatability request id was used for another request, or too long ago."), null);
                }
            }

            string message = "Outgoing_" + Guid.NewGuid().ToString("D");
            if (recipient.RepeatabilityRequestId is { } repeat)
            {
                _repeats[repeat] = (content, message, now);
            }

            PhoneText text = new(to, request.From ?? "", request.Message ?? "", message, request.SmsSendOptions?.Tag, at);
            _texts.Add(text);
            return (new SmsItem(to, message, 202, "accepted", true, null), text);
        }
    }
}
