namespace FitPipeline.Functions.Tables;

/// <summary>Questions asked together, a few at a time, answered in order.</summary>
internal static class Together
{
    // Enough to hide the wait for one answer behind the others; few enough not to be throttled.
    private const int AtOnce = 16;

    internal static async Task<TAnswer[]> AskAsync<TQuestion, TAnswer>(
        IReadOnlyList<TQuestion> questions, Func<TQuestion, CancellationToken, ValueTask<TAnswer>> ask, CancellationToken cancel)
    {
        TAnswer[] answers = new TAnswer[questions.Count];
        await Parallel.ForAsync(
            0,
            questions.Count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (i, token) => answers[i] = await ask(questions[i], token));
        return answers;
    }
}
