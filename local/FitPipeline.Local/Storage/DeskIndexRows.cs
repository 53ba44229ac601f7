using System.Text.Json;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Matching;

namespace FitPipeline.Local.Storage;

/// <summary>The rows people at a desk look things up by, written in the transaction of what they lead to.</summary>
internal static class DeskIndexRows
{
    /// <summary>The breach date of a journey whose patient is not told, as a day number; null otherwise.</summary>
    internal static long? TellBy(Journey journey) => JourneyClocks.TellBy(journey)?.DayNumber;

    /// <summary>Whether the patient has been reminded of the kit that is out.</summary>
    internal static bool Reminded(Journey journey) => journey.State is JourneyState.KitPosted { HasBeenReminded: true };

    /// <summary>Marks, in a file of an earlier version, whoever has been reminded.</summary>
    internal static void WriteReminded(Session session)
    {
        List<long> reminded = [];
        using (Rows rows = session.Query("SELECT no, json FROM journeys WHERE open AND state = 'KitPosted'"))
        {
            while (rows.Read())
            {
                Journey journey = JsonSerializer.Deserialize(rows.Bytes(1), JourneyJson.Default.Journey)
                    ?? throw new InvalidDataException("A stored journey is empty.");
                if (Reminded(journey))
                {
                    reminded.Add(rows.Number(0));
                }
            }
        }

        foreach (long no in reminded)
        {
            session.Run("UPDATE journeys SET reminded = 1 WHERE no = ?1", no);
        }
    }

    /// <summary>Writes the laboratory's number of a result, if the event brought one.</summary>
    internal static void WriteLabNumber(Session session, long journey, PathwayEvent @event)
    {
        string? number = @event switch
        {
            PathwayEvent.ResultReported reported => reported.LabNumber,
            PathwayEvent.ResultCorrected corrected => corrected.LabNumber,
            _ => null,
        };
        if (number is not null)
        {
            session.Run("INSERT INTO lab_numbers VALUES (?1, ?2) ON CONFLICT DO NOTHING", number, journey);
        }
    }

    /// <summary>Writes the keys of a patient's family name.</summary>
    internal static void WriteNames(Session session, JourneyId journey, string familyName)
    {
        foreach (string key in NameKeys.Of(familyName))
        {
            session.Run(
                "INSERT INTO family_names SELECT ?1, no FROM patients WHERE journey = ?2 ON CONFLICT DO NOTHING", key, journey.Value);
        }
    }

    /// <summary>Writes the rows of everything a file of the first version holds.</summary>
    internal static void WriteAll(Session session)
    {
        List<(JourneyId Journey, string FamilyName)> people = [];
        using (Rows rows = session.Query("SELECT json FROM patients"))
        {
            while (rows.Read())
            {
                PatientRecord patient = JsonSerializer.Deserialize(rows.Bytes(0), JourneyJson.Default.PatientRecord)
                    ?? throw new InvalidDataException("A stored patient is empty.");
                people.Add((patient.Journey, patient.Details.FamilyName));
            }
        }

        foreach ((JourneyId journey, string familyName) in people)
        {
            WriteNames(session, journey, familyName);
        }

        List<(long No, long? TellBy, string[] LabNumbers)> journeys = [];
        using (Rows rows = session.Query("SELECT no, json FROM journeys"))
        {
            while (rows.Read())
            {
                Journey journey = JsonSerializer.Deserialize(rows.Bytes(1), JourneyJson.Default.Journey)
                    ?? throw new InvalidDataException("A stored journey is empty.");
                journeys.Add((rows.Number(0), TellBy(journey), [.. journey.Results.Select(result => result.LabNumber).OfType<string>()]));
            }
        }

        foreach ((long no, long? tellBy, string[] labNumbers) in journeys)
        {
            session.Run("UPDATE journeys SET tell_by = ?2 WHERE no = ?1", no, tellBy);
            foreach (string number in labNumbers)
            {
                session.Run("INSERT INTO lab_numbers VALUES (?1, ?2) ON CONFLICT DO NOTHING", number, no);
            }
        }
    }
}
