namespace FitPipeline.Infra.Tests;

/// <summary>A test of the compiled estate. Where the compiler cannot run it does not run, and the report says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CompiledFactAttribute : FactAttribute
{
    /// <summary>Looks whether the compiler runs on this platform.</summary>
    public CompiledFactAttribute() => Skip = BicepCompiler.WhyItCannotRun;
}

/// <summary>The same for a test with several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CompiledTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks whether the compiler runs on this platform.</summary>
    public CompiledTheoryAttribute() => Skip = BicepCompiler.WhyItCannotRun;
}
