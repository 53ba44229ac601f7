using System.Globalization;

namespace FitPipeline.Local.PracticeDay;

/// <summary>
/// An invented person. NHS numbers are in the 999 range kept for tests, mobiles in the range Ofcom keeps for drama.
/// </summary>
internal sealed record Person(
    int Number, string NhsNumber, string FamilyName, string GivenName, DateOnly DateOfBirth, string Sex, string? Mobile, string AddressLine, string Postcode)
{
    private static readonly string[] Families =
    [
        "Ashgrove", "Birtwick", "Coldstone", "Dunmarsh", "Elmhurst", "Fairwater", "Greyfell", "Hollowby", "Inglewick", "Jarrowby",
        "Kelderby", "Lambmoor", "Marlwood", "Netherby", "Oakenshaw", "Penwick", "Quarndale", "Ravensby", "Silverdale", "Thornwick",
        "Ullesby", "Verdon-Lyle", "Wetherfell", "Yarmoor", "O'Brannoch", "McTarn", "van Holmby", "Éastley",
    ];

    private static readonly string[] Women = ["Alma", "Bryony", "Celia", "Dilys", "Enid", "Fern", "Greta", "Hilda", "Iris", "Junie", "Kitty"];

    private static readonly string[] Men = ["Abel", "Barnaby", "Cuthbert", "Dougal", "Edmund", "Fergus", "Gideon", "Horace", "Ivor", "Jonas", "Kester"];

    /// <summary>The person of that number, always the same.</summary>
    public static Person Of(int number, int age, DateOnly today, bool hasMobile)
    {
        bool woman = number % 2 == 0;
        return new Person(
            number,
            NhsNumberOf(number),
            Families[number * 7 % Families.Length],
            woman ? Women[number * 5 % Women.Length] : Men[number * 5 % Men.Length],
            today.AddYears(-age).AddDays(-(number * 13 % 360) - 1),
            woman ? "female" : "male",
            hasMobile ? "07700900" + (number % 1000).ToString("000", CultureInfo.InvariantCulture) : null,
            $"{(number % 97) + 1} Example Terrace",
            $"NE{(number % 9) + 8} {number % 10}XX");
    }

    // The next number of the range whose check digit is not ten.
    private static string NhsNumberOf(int number)
    {
        int found = -1;
        for (int stem = 0; ; stem++)
        {
            string nine = "999" + stem.ToString("000000", CultureInfo.InvariantCulture);
            int sum = 0;
            for (int i = 0; i < nine.Length; i++)
            {
                sum += (nine[i] - '0') * (10 - i);
            }

            int check = (11 - (sum % 11)) % 11;
            if (check != 10 && ++found == number)
            {
                return nine + check.ToString(CultureInfo.InvariantCulture);
            }
        }
    }
}
