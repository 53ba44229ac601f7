namespace FitPipeline.Application.Kits;

/// <summary>Kits that came in from the maker: one line of a delivery note.</summary>
/// <param name="DeliveryId">Its id, so that a line written down twice counts once.</param>
/// <param name="Lot">The maker's lot.</param>
/// <param name="ExpiresOn">The last day a kit of it may be used.</param>
/// <param name="Kits">How many.</param>
/// <param name="At">When it was written down.</param>
public sealed record KitDelivery(string DeliveryId, string Lot, DateOnly ExpiresOn, int Kits, DateTimeOffset At);

/// <summary>The kits on the shelf: what came in, and what went out of it.</summary>
public interface IKitStock
{
    /// <summary>Writes a delivery down. The same id again changes nothing.</summary>
    Task AddAsync(KitDelivery delivery, CancellationToken cancel);

    /// <summary>Every delivery, first to expire first.</summary>
    Task<IReadOnlyList<KitDelivery>> DeliveriesAsync(CancellationToken cancel);

    /// <summary>How many kits of a lot went out, as the scans said.</summary>
    Task<int> PostedAsync(string lot, CancellationToken cancel);
}
