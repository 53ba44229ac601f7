using Azure.Data.Tables;
using FitPipeline.Functions.Tables;

namespace FitPipeline.Functions.Messages;

/// <summary>Keeps messages in a table instead of sending them: on a developer's machine, where there is no Service Bus.</summary>
public sealed class KeptOutgoing(DataTables tables) : IOutgoing
{
    /// <inheritdoc/>
    public Task SendAsync(OutgoingMessage message, CancellationToken cancel) => tables.Outgoing.UpsertEntityAsync(
        new TableEntity(message.Entity, TableKeys.Of(message.Id))
        {
            ["Subject"] = message.Subject,
            ["ContentType"] = message.ContentType,
            ["Body"] = message.Body.ToString(),
        },
        TableUpdateMode.Replace,
        cancel);
}
