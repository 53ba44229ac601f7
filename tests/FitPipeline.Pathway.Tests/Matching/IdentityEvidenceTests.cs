using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Matching;

namespace FitPipeline.Pathway.Tests.Matching;

public sealed class IdentityEvidenceTests
{
    private static readonly NhsNumber Hers = NhsNumber.Parse("9990000018");
    private static readonly NhsNumber Another = NhsNumber.Parse("9990000026");
    private static readonly DateOnly Born = new(1960, 2, 14);
    private static readonly KnownPatient Patient = new(Hers, "Smith", "Jo", Born);

    [Fact]
    public void Given_all_three_identifiers_agree_then_the_report_matches() =>
        Assert.IsType<IdentityVerdict.Matches>(Verdict(new(Hers, "SMITH", Born)));

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    public void Given_two_agree_and_the_third_is_missing_then_the_report_matches(bool nhs, bool born, bool name) =>
        Assert.IsType<IdentityVerdict.Matches>(Verdict(new(nhs ? Hers : null, name ? "Smith" : null, born ? Born : null)));

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    [InlineData(false, false, false)]
    public void Given_fewer_than_two_agree_then_it_is_too_little_to_match_on(bool nhs, bool born, bool name) =>
        Assert.IsType<IdentityVerdict.TooLittle>(Verdict(new(nhs ? Hers : null, name ? "Smith" : null, born ? Born : null)));

    [Fact]
    public void Given_two_agree_and_the_NHS_number_is_another_then_it_differs() =>
        Assert.Equal(["The NHS number on the report is not the patient's."], Differs(new(Another, "Smith", Born)));

    [Fact]
    public void Given_two_agree_and_the_name_is_another_then_it_differs() =>
        Assert.Equal(["The family name on the report is not the patient's."], Differs(new(Hers, "Jones", Born)));

    [Fact]
    public void Given_two_agree_and_the_date_of_birth_is_another_then_it_differs() =>
        Assert.Equal(["The date of birth on the report is not the patient's."], Differs(new(Hers, "Smith", new DateOnly(1961, 2, 14))));

    [Fact]
    public void Given_day_and_month_exchanged_then_it_says_so_and_differs()
    {
        KnownPatient patient = new(Hers, "Smith", "Jo", new DateOnly(1960, 3, 4));
        IdentityEvidence evidence = IdentityEvidence.Compare(new(Hers, "Smith", new DateOnly(1960, 4, 3)), patient);

        Assert.Equal(Agreement.DayAndMonthSwapped, evidence.DateOfBirth);
        string because = Assert.Single(Assert.IsType<IdentityVerdict.Differs>(evidence.Verdict).Because);
        Assert.Contains("day and month exchanged", because);
    }

    [Fact]
    public void Given_day_equals_month_then_the_same_date_agrees_and_is_not_called_exchanged()
    {
        KnownPatient patient = new(Hers, "Smith", "Jo", new DateOnly(1960, 3, 3));
        Assert.Equal(Agreement.Agrees, IdentityEvidence.Compare(new(Hers, null, new DateOnly(1960, 3, 3)), patient).DateOfBirth);
    }

    [Fact]
    public void Given_family_and_given_name_exchanged_then_it_says_so_and_differs()
    {
        KnownPatient patient = new(Hers, "Smith", "Maria", Born);
        IdentityEvidence evidence = IdentityEvidence.Compare(new(Hers, "MARIA", Born), patient);

        Assert.True(evidence.NamesExchanged);
        Assert.Contains("given name", Assert.Single(Assert.IsType<IdentityVerdict.Differs>(evidence.Verdict).Because));
    }

    [Fact]
    public void Given_a_partial_name_then_it_neither_counts_as_an_identifier_nor_contradicts()
    {
        KnownPatient patient = new(Hers, "Smith-Jones", "Jo", Born);

        Assert.IsType<IdentityVerdict.Matches>(IdentityEvidence.Compare(new(Hers, "Smith", Born), patient).Verdict);
        IdentityVerdict.TooLittle tooLittle =
            Assert.IsType<IdentityVerdict.TooLittle>(IdentityEvidence.Compare(new(Hers, "Smith", null), patient).Verdict);
        Assert.Contains(tooLittle.Because, sentence => sentence.Contains("only part", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_everything_differs_then_every_contradiction_is_named() =>
        Assert.Equal(3, Differs(new(Another, "Jones", new DateOnly(1990, 1, 1))).Count);

    [Theory]
    [InlineData("SMITH", "Smith")]
    [InlineData("o'brien", "O’Brien")]
    [InlineData("OBRIEN", "O'Brien")]
    [InlineData("O BRIEN", "O'Brien")]
    [InlineData("Garcia", "García")]
    [InlineData("GARCIA LOPEZ", "García-López")]
    [InlineData("Mueller", "Müller")]
    [InlineData("Muller", "Müller")]
    [InlineData("Mu\u0308ller", "Müller")]
    [InlineData("Mueller", "Mu\u0308ller")]
    [InlineData("Groenbaek", "Grønbæk")]
    [InlineData("Gronbaek", "Grønbæk")]
    [InlineData("Strauss", "Strauß")]
    [InlineData("Lukasz", "Łukasz")]
    [InlineData("Nguyen", "Nguyễn")]
    [InlineData("MAC DONALD", "MacDonald")]
    [InlineData("McDonald", "Mc Donald")]
    [InlineData("Vandenberg", "van den Berg")]
    [InlineData("St. John", "St John")]
    [InlineData("Іваненко", "ІВАНЕНКО")]
    public void Given_spellings_of_one_name_then_they_agree(string reported, string known)
    {
        Assert.Equal(Agreement.Agrees, Names(reported, known));
        Assert.Equal(Agreement.Agrees, Names(known, reported));
    }

    [Theory]
    [InlineData("Smith", "Smith-Jones")]
    [InlineData("Jones", "Smith-Jones")]
    [InlineData("Jones-Smith", "Smith-Jones")]
    [InlineData("Brien", "O'Brien")]
    [InlineData("Berg", "van den Berg")]
    [InlineData("de Berg", "van Berg")]
    [InlineData("McDonald", "MacDonald")]
    [InlineData("Mc Donald", "MACDONALD")]
    public void Given_part_of_a_name_then_it_agrees_in_part(string reported, string known)
    {
        Assert.Equal(Agreement.AgreesInPart, Names(reported, known));
        Assert.Equal(Agreement.AgreesInPart, Names(known, reported));
    }

    [Theory]
    [InlineData("Smith", "Smyth")]
    [InlineData("Smith", "Smithson")]
    [InlineData("Smith-Jones", "Smith-Brown")]
    [InlineData("van", "van Dyke")]
    [InlineData("O", "O'Brien")]
    [InlineData("S", "Smith")]
    [InlineData("Donald", "MacDonald")]
    [InlineData("Khan", "Khanna")]
    [InlineData("李", "王")]
    public void Given_another_name_then_it_differs(string reported, string known)
    {
        Assert.Equal(Agreement.Differs, Names(reported, known));
        Assert.Equal(Agreement.Differs, Names(known, reported));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("-")]
    [InlineData("😀")]
    public void Given_no_letters_then_the_name_is_missing(string? reported) =>
        Assert.Equal(Agreement.Missing, Names(reported, "Smith"));

    [Fact]
    public void Given_a_name_broken_in_the_middle_of_a_character_then_it_is_compared_all_the_same() =>
        Assert.Equal(Agreement.Agrees, Names("Smi\ud800th", "Smi th"));

    [Fact]
    public void Given_any_verdict_then_no_detail_of_the_patient_is_shown()
    {
        IdentityEvidence evidence = IdentityEvidence.Compare(new(Another, "Jones", new DateOnly(1990, 1, 1)), Patient);
        string shown = string.Join(' ', Assert.IsType<IdentityVerdict.Differs>(evidence.Verdict).Because) + Patient + new ReportedIdentity(Hers, "Smith", Born);

        Assert.DoesNotContain("Smith", shown);
        Assert.DoesNotContain("Jones", shown);
        Assert.DoesNotContain("999", shown);
        Assert.DoesNotContain("19", shown);
    }

    private static Agreement Names(string? reported, string known) =>
        IdentityEvidence.Compare(new(null, reported, null), new(Hers, known, "", Born)).FamilyName;

    private static IdentityVerdict Verdict(ReportedIdentity reported) => IdentityEvidence.Compare(reported, Patient).Verdict;

    private static IReadOnlyList<string> Differs(ReportedIdentity reported) =>
        Assert.IsType<IdentityVerdict.Differs>(Verdict(reported)).Because;
}
