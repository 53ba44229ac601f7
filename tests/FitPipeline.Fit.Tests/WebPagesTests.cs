namespace FitPipeline.Fit.Tests;

public sealed class WebPagesTests
{
    [Fact]
    public void Given_a_checkout_when_the_desks_files_are_missing_or_older_than_their_lock_then_they_are_to_be_brought_in()
    {
        using Folder folder = new();
        Assert.False(WebPages.IsToBeBroughtIn(folder.Checkout));
        string @lock = folder.Write("web/package-lock.json");
        folder.Write("web/build.mjs");
        Assert.True(WebPages.IsToBeBroughtIn(folder.Checkout));
        string made = folder.Write("web/dist/nhsuk-frontend.css");
        File.SetLastWriteTimeUtc(made, DateTime.UtcNow.AddMinutes(1));
        Assert.False(WebPages.IsToBeBroughtIn(folder.Checkout));
        File.SetLastWriteTimeUtc(@lock, DateTime.UtcNow.AddMinutes(2));
        Assert.True(WebPages.IsToBeBroughtIn(folder.Checkout));
    }
}
