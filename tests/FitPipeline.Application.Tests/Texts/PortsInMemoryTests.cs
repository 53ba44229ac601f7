using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.People;
using FitPipeline.PortContracts;

namespace FitPipeline.Application.Tests;

// What these tests stand on keeps the contract of its port, as a real store does.
public sealed class TextsInMemoryTests : TextOutboxContract
{
    protected override ITextOutbox Texts { get; } = new TextsInMemory();
}

public sealed class PatientsInMemoryTests : PatientRegisterContract
{
    protected override IPatientRegister Patients { get; } = new PatientsInMemory();
}

public sealed class LettersInMemoryTests : LetterOutboxContract
{
    protected override ILetterOutbox Letters { get; } = new LettersInMemory();
}
