namespace FitPipeline.Application.Messaging.Wording;

/// <summary>
/// Unicode's canonical composition for the Latin letters of European languages. The platform's own does nothing where
/// globalisation is invariant, as it is here, and an accent left apart is a character that no telephone alphabet has.
/// </summary>
internal static class Accents
{
    // One line a combining mark: the letters that take it, and the same letters with it.
    private static readonly Dictionary<char, (string Plain, string Accented)> Marks = new()
    {
        ['\u0300'] = ("AEIOUaeiouNnWwYyÜü", "ÀÈÌÒÙàèìòùǸǹẀẁỲỳǛǜ"),
        ['\u0301'] = ("AEIOUYaeiouyCcLlNnRrSsZzGgKkMmPpWwÆæØøÅåÜü", "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźǴǵḰḱḾḿṔṕẂẃǼǽǾǿǺǻǗǘ"),
        ['\u0302'] = ("AEIOUaeiouCcGgHhJjSsWwYyZz", "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷẐẑ"),
        ['\u0303'] = ("ANOanoIiUuEeYyVv", "ÃÑÕãñõĨĩŨũẼẽỸỹṼṽ"),
        ['\u0304'] = ("AEIOUaeiouYyÆæGg", "ĀĒĪŌŪāēīōūȲȳǢǣḠḡ"),
        ['\u0306'] = ("AaEeGgIiOoUu", "ĂăĔĕĞğĬĭŎŏŬŭ"),
        ['\u0307'] = ("CcEeGgIZzAaOoBbDdFfHhMmNnPpRrSsTtWwXxYy", "ĊċĖėĠġİŻżȦȧȮȯḂḃḊḋḞḟḢḣṀṁṄṅṖṗṘṙṠṡṪṫẆẇẊẋẎẏ"),
        ['\u0308'] = ("AEIOUaeiouyYWwXxHht", "ÄËÏÖÜäëïöüÿŸẄẅẌẍḦḧẗ"),
        ['\u030A'] = ("AaUuwy", "ÅåŮůẘẙ"),
        ['\u030B'] = ("OoUu", "ŐőŰű"),
        ['\u030C'] = ("CcDdEeNnRrSsTtZzAaIiOoUuGgKkjHh", "ČčĎďĚěŇňŘřŠšŤťŽžǍǎǏǐǑǒǓǔǦǧǨǩǰȞȟ"),
        ['\u0323'] = ("AaEeIiOoUuYyDdHhKkLlMmNnRrSsTtVvWwZz", "ẠạẸẹỊịỌọỤụỴỵḌḍḤḥḲḳḶḷṂṃṆṇṚṛṢṣṬṭṾṿẈẉẒẓ"),
        ['\u0326'] = ("SsTt", "ȘșȚț"),
        ['\u0327'] = ("CcSsTtGgKkLlNnRrEeDdHh", "ÇçŞşŢţĢģĶķĻļŅņŖŗȨȩḐḑḨḩ"),
        ['\u0328'] = ("AaEeIiUuOo", "ĄąĘęĮįŲųǪǫ"),
    };

    /// <summary>The letter with the mark in one character; null when there is no such character.</summary>
    internal static char? Compose(char letter, char mark) =>
        Marks.TryGetValue(mark, out (string Plain, string Accented) known) && known.Plain.IndexOf(letter) is var at and >= 0
            ? known.Accented[at]
            : null;
}
