using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using FitPipeline.Functions.Durable;
using FitPipeline.Pathway.Tests;

namespace FitPipeline.Functions.Tests;

/// <summary>
/// What the app uses of the Azure packages, member by member. Compiled against the stand-ins it must be exactly the
/// approved list; compiled against the official packages it must hold every line of it, beside what their generators add.
/// So a stand-in whose signature is not the official one cannot go unnoticed.
/// </summary>
public sealed class SurfaceTests
{
    private const string Approved = "tests/FitPipeline.Functions.Tests/Approved/Surface.approved.txt";

    private static readonly string[] Packages =
    [
        "Azure.Data.Tables", "Azure.Storage.Blobs", "Azure.Messaging.ServiceBus", "Azure.Monitor.OpenTelemetry", "Microsoft.Azure.Functions.Worker",
        "Microsoft.DurableTask", "OpenTelemetry",
    ];

    private static bool OnStandins => typeof(Azure.Data.Tables.TableClient).Assembly.GetName().Version?.Major == 0;

    [Fact]
    public void Given_the_members_used_of_the_Azure_packages_when_they_are_listed_then_they_are_those_that_were_approved()
    {
        IReadOnlyList<string> used = [.. Used().Distinct().Order(StringComparer.Ordinal)];
        if (OnStandins)
        {
            Approvals.Matches(Approved, string.Join('\n', used) + "\n");
        }
        else
        {
            Assert.Empty(File.ReadAllLines(Path.Combine(Approvals.Root, Approved)).Except(used));
        }
    }

    private static IEnumerable<string> Used()
    {
        using PEReader file = new(File.OpenRead(typeof(KitJourney).Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        SignatureText names = new();
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            string? type = member.Parent.Kind switch
            {
                HandleKind.TypeReference => names.GetTypeFromReference(metadata, (TypeReferenceHandle)member.Parent, 0),
                HandleKind.TypeSpecification => metadata.GetTypeSpecification((TypeSpecificationHandle)member.Parent).DecodeSignature(names, null),
                _ => null,
            };
            if (type is not null && Packages.Any(package => type.StartsWith(package, StringComparison.Ordinal)))
            {
                MethodSignature<string> signature = member.DecodeMethodSignature(names, null);
                yield return $"{signature.ReturnType} {type}.{metadata.GetString(member.Name)}({string.Join(", ", signature.ParameterTypes)})";
            }
        }
    }
}
