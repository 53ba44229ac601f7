using FitPipeline.Application.Booking;
using FitPipeline.Application.Kits;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.People;
using FitPipeline.Functions.Timers;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.PortContracts;

namespace FitPipeline.Functions.Tests;

/// <summary>Journeys from referral to their end, through the app's own functions.</summary>
public sealed class JourneyTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Given_a_kit_that_comes_back_below_the_threshold_when_the_review_date_passes_then_the_journey_has_ended_and_nothing_is_left()
    {
        JourneyId id = await _world.ReferAsync(1);
        await _world.PassAsync(TimeSpan.FromHours(6));
        await _world.PostAsync(id, 1);
        await _world.PassAsync(TimeSpan.FromDays(3));
        await _world.ReceiveAsync(1);
        await _world.AnnounceAsync(await _world.HandInAsync(1, "4"));
        Assert.IsType<JourneyState.SafetyNet>((await _world.JourneyAsync(id)).State);

        await _world.PassAsync(TimeSpan.FromDays(43));
        Assert.IsType<JourneyState.Closed>((await _world.JourneyAsync(id)).State);
        Assert.Empty(await _world.UndoneAsync(id));
        Assert.True(_world.Engine.Instances[id.Value].HasEnded);
        Assert.Equal(_world.Network.Calls.Count, _world.Network.Sent);
        Assert.Contains(await _world.TextsAsync(id), text => text.Template is MessageTemplate.KitOnItsWay);
        Assert.Single((await _world.Get<IKitDispatchList>().ListAsync(null, 10, default)).Items);
        Assert.NotEmpty((await _world.Get<ILetterOutbox>().ListAsync(id, null, 10, default)).Items);
    }

    [Fact]
    public async Task Given_a_positive_result_when_it_is_acknowledged_and_booked_then_the_slot_is_held_and_the_outcome_ends_the_journey()
    {
        JourneyId id = await _world.ReferAsync(1);
        await _world.PostAsync(id, 1);
        await _world.PassAsync(TimeSpan.FromDays(2));
        await _world.AnnounceAsync(await _world.HandInAsync(1, "120"));
        await _world.ApplyAsync(id, "ack", new PathwayEvent.ResultAcknowledged(Actor.Triage, _world.Time.Now), Actor.Triage);
        FreeSlot slot = new("s-1", "Gateshead", _world.Time.Now.AddDays(10), 30, Procedure.Colonoscopy, false);
        await _world.Get<ISlotBook>().PutAsync(slot, default);
        await _world.Function<AllocateSlots>().RunAsync(new Microsoft.Azure.Functions.Worker.TimerInfo(), _world.Client, default);
        await _world.Engine.RunAsync();

        Journey booked = await _world.JourneyAsync(id);
        Assert.Equal("s-1", booked.Appointment!.SlotId);
        Assert.Empty(await _world.Get<ISlotBook>().FreeAsync(_world.Time.Now, default));
        await _world.PassAsync(TimeSpan.FromDays(11));
        await _world.ApplyAsync(
            id, "attended", new PathwayEvent.AppointmentAttended(booked.Appointment.BookingId, ExaminationFinding.Normal, _world.Time.Now), Actor.BookingDesk);
        Assert.IsType<JourneyState.Closed>((await _world.JourneyAsync(id)).State);
        Assert.Empty(await _world.UndoneAsync(id));
        Assert.True(_world.Engine.Instances[id.Value].HasEnded);
    }

    [Fact]
    public async Task Given_rounds_at_once_when_they_are_over_then_each_patient_has_one_slot_and_no_slot_two_patients()
    {
        JourneyId[] patients = [await _world.ReferAsync(1), await _world.ReferAsync(2), await _world.ReferAsync(3)];
        for (int i = 0; i < patients.Length; i++)
        {
            await _world.PostAsync(patients[i], i + 1);
            await _world.AnnounceAsync(await _world.HandInAsync(i + 1, "120"));
            await _world.ApplyAsync(patients[i], "ack", new PathwayEvent.ResultAcknowledged(Actor.Triage, _world.Time.Now), Actor.Triage);
        }

        for (int i = 0; i < 4; i++)
        {
            await _world.Get<ISlotBook>().PutAsync(new($"s-{i}", "Gateshead", _world.Time.Now.AddDays(10 + i), 30, Procedure.Colonoscopy, false), default);
        }

        BookingRoundReport[] rounds = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => _world.Get<FitPipeline.Application.Booking.RunBookingRound>().RunAsync(default))));
        Assert.Equal(3, rounds.Sum(round => round.Assigned));
        string[] given = [(await _world.JourneyAsync(patients[0])).Appointment!.SlotId, (await _world.JourneyAsync(patients[1])).Appointment!.SlotId,
            (await _world.JourneyAsync(patients[2])).Appointment!.SlotId];
        Assert.Equal(3, given.Distinct().Count());
        Assert.Single(await _world.Get<ISlotBook>().FreeAsync(_world.Time.Now, default));
        Assert.Equal(0, (await _world.Get<FitPipeline.Application.Booking.RunBookingRound>().RunAsync(default)).Assigned);
    }

    [Fact]
    public async Task Given_a_kit_nobody_returns_when_the_ladder_is_climbed_then_the_patient_is_reminded_and_the_practice_is_asked()
    {
        JourneyId id = await _world.ReferAsync(1);
        await _world.PostAsync(id, 1);
        await _world.PassAsync(TimeSpan.FromDays(29));
        Assert.IsType<JourneyState.PracticeReview>((await _world.JourneyAsync(id)).State);
        IReadOnlyList<TextRecord> texts = await _world.TextsAsync(id);
        Assert.Single(texts, text => text.Template is MessageTemplate.PostYourKit);
        Assert.Single(texts, text => text.Template is MessageTemplate.PostYourKitAgain);
        Assert.Equal(_world.Network.Calls.Count, _world.Network.Sent);
    }

    [Fact]
    public async Task Given_a_journey_from_end_to_end_when_its_logs_histories_and_messages_are_read_then_nobody_is_named_in_them()
    {
        JourneyId id = await _world.ReferAsync(7);
        await _world.PostAsync(id, 7);
        await _world.PassAsync(TimeSpan.FromDays(2));
        await _world.AnnounceAsync(await _world.HandInAsync(7, "120"));
        await _world.PassAsync(TimeSpan.FromDays(1));
        List<string> written = [.. _world.Logs.Lines];
        for (Instance? one = _world.Engine.Instances[id.Value]; one is not null; one = one.Earlier)
        {
            written.AddRange(one.History.Select(inbound => inbound.ToString()));
            written.AddRange(one.Decisions.Select(decided => decided.ToString()));
        }

        await foreach (Azure.Data.Tables.TableEntity message in _world.Tables.Outgoing.QueryAsync<Azure.Data.Tables.TableEntity>())
        {
            written.Add(message.GetString("Body"));
        }

        Assert.NotEmpty(written);
        string key = (await _world.Get<IPatientRegister>().FindAsync(id, CancellationToken.None))!.PageToken;
        foreach (string secret in (string[])[key, TestPeople.Number(7).Value, "07700900007", "7700900007", "Smith", "High Street", "NE8", "1960-02-29", "1960"])
        {
            Assert.DoesNotContain(written, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Given_every_table_when_its_keys_are_read_then_no_number_name_or_date_of_a_patient_is_in_one()
    {
        JourneyId id = await _world.ReferAsync(7);
        await _world.PostAsync(id, 7);
        await _world.AnnounceAsync(await _world.HandInAsync(7, "120"));
        List<string> keys = [];
        foreach (Azure.Data.Tables.TableClient table in (Azure.Data.Tables.TableClient[])
        [
            _world.Tables.Journeys, _world.Tables.WakeUpIndex, _world.Tables.Practices, _world.Tables.Referrals, _world.Tables.Patients,
            _world.Tables.Kits, _world.Tables.WorkItems, _world.Tables.Texts, _world.Tables.LabRows, _world.Tables.Quarantine,
        ])
        {
            await foreach (Azure.Data.Tables.TableEntity row in table.QueryAsync<Azure.Data.Tables.TableEntity>(select: ["PartitionKey", "RowKey"]))
            {
                keys.Add(row.PartitionKey + " " + row.RowKey);
            }
        }

        Assert.True(keys.Count > 15);
        foreach (string secret in (string[])[TestPeople.Number(7).Value, "7700900007", "Smith", "1960-02-29", "19600229", "NE8"])
        {
            Assert.DoesNotContain(keys, key => key.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }
}
