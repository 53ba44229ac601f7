using System.Globalization;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

// As a laboratory system that speaks FHIR sends it.
public sealed partial record LabReport
{
    private const string Snomed = "http://snomed.info/sct";

    /// <summary>A FHIR R4 collection: each report an Observation with its patient, specimen and device.</summary>
    public static string Fhir(params LabReport[] reports)
    {
        JsonArray entries = [];
        foreach (LabReport report in reports)
        {
            report.AddTo(entries);
        }

        return new JsonObject { ["resourceType"] = "Bundle", ["type"] = "collection", ["entry"] = entries }.ToJsonString();
    }

    private void AddTo(JsonArray entries)
    {
        string patient = Add(entries, new JsonObject
        {
            ["resourceType"] = "Patient",
            ["identifier"] = new JsonArray(new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/nhs-number", ["value"] = NhsNumber }),
            ["name"] = new JsonArray(new JsonObject { ["use"] = "official", ["family"] = FamilyName, ["given"] = new JsonArray("Sam") }),
            ["birthDate"] = DateOfBirth,
        });
        string specimen = Add(entries, new JsonObject
        {
            ["resourceType"] = "Specimen",
            ["identifier"] = new JsonArray(new JsonObject { ["system"] = "urn:fitpipeline:kit", ["value"] = Kit }),
            ["accessionIdentifier"] = new JsonObject { ["value"] = LabNumber },
            ["receivedTime"] = Instant(ReceivedAt),
            ["collection"] = new JsonObject { ["collectedDateTime"] = CollectedOn },
        });
        JsonObject observation = new()
        {
            ["resourceType"] = "Observation",
            ["status"] = Status switch { "corrected" => "corrected", "withdrawn" => "entered-in-error", _ => "final" },
            ["code"] = Coded("1049361000000101"),
            ["subject"] = new JsonObject { ["reference"] = patient },
            ["specimen"] = new JsonObject { ["reference"] = specimen },
            ["issued"] = Instant(ResultAt),
        };
        if (Analyser.Length > 0)
        {
            string device = Add(entries, new JsonObject
            {
                ["resourceType"] = "Device",
                ["deviceName"] = new JsonArray(new JsonObject { ["name"] = Analyser, ["type"] = "model-name" }),
            });
            observation["device"] = new JsonObject { ["reference"] = device };
        }

        if (Status == "rejected")
        {
            observation["valueCodeableConcept"] = Coded("281268007");
        }
        else if (Value.Length > 0)
        {
            observation["valueQuantity"] = Quantity();
        }

        Add(entries, observation);
    }

    private JsonObject Quantity()
    {
        string number = Value.TrimStart('<', '>', '=');
        JsonObject quantity = new() { ["unit"] = Unit, ["system"] = "http://unitsofmeasure.org", ["code"] = Unit, ["value"] = JsonNode.Parse(number) };
        if (number.Length < Value.Length)
        {
            quantity["comparator"] = Value[..^number.Length];
        }

        return quantity;
    }

    private static JsonObject Coded(string code) => new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = Snomed, ["code"] = code }) };

    private static string Add(JsonArray entries, JsonObject resource)
    {
        string url = string.Create(CultureInfo.InvariantCulture, $"urn:uuid:{Guid.NewGuid()}");
        entries.Add((JsonNode)new JsonObject { ["fullUrl"] = url, ["resource"] = resource });
        return url;
    }
}
