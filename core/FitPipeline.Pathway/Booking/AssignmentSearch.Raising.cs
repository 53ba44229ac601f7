using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FitPipeline.Pathway.Booking;

/// <content>In which order rows are placed, and how dear full groups are made before the next one is.</content>
internal readonly ref partial struct AssignmentSearch
{
    /// <summary>
    /// Lowers the price of every full group (makes it dearer) as far as all can go together before one of its occupants would rather have a free place,
    /// or be left out. The proof stays true, and whoever comes next finds the free place at once where the lowest prices would send the search through
    /// every group.
    /// </summary>
    private void RaiseTogether(ReadOnlySpan<int> placed)
    {
        // The last comers are the likeliest to bind, so the others are mostly passed over without a look.
        int room = int.MaxValue;
        for (int i = placed.Length - 1; i >= 0 && room > 0; i--)
        {
            int row = placed[i];
            int group = _groupOf[row];
            if (group == None || _full[group] == 0)
            {
                continue;
            }

            int pays = CostsOf(row)[group] - _price[group];
            if (_freeAt[row] - pays < room)
            {
                if (_freeGroup[row] == Unknown || (_freeGroup[row] != None && _full[_freeGroup[row]] != 0))
                {
                    FindFree(row);
                }

                room = Math.Min(room, _freeAt[row] - pays);
            }
        }

        if (room is > 0 and < int.MaxValue)
        {
            for (int group = 0; group < _groups; group++)
            {
                _price[group] -= room * _full[group];
            }
        }
    }

    /// <summary>What a row would pay in the cheapest group that has a place, or for being left out. It only rises while groups fill.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindFree(int row)
    {
        ReadOnlySpan<int> costs = CostsOf(row);
        ReadOnlySpan<Vector<int>> cost = MemoryMarshal.Cast<int, Vector<int>>(costs);
        ReadOnlySpan<Vector<int>> full = MemoryMarshal.Cast<int, Vector<int>>(_full)[..cost.Length];
        var bests = new Vector<int>(_penalties[row]);
        var bestIndex = new Vector<int>(None);
        Vector<int> index = Vector<int>.Indices;
        for (int i = 0; i < cost.Length; i++)
        {
            Vector<int> free = cost[i] + Vector.ShiftLeft(full[i], FullShift);
            bestIndex = Vector.ConditionalSelect(Vector.LessThan(free, bests), index, bestIndex);
            bests = Vector.Min(free, bests);
            index += new Vector<int>(Vector<int>.Count);
        }

        (int best, int at) = (_penalties[row], None);
        for (int lane = 0; lane < Vector<int>.Count; lane++)
        {
            if (bests[lane] < best)
            {
                (best, at) = (bests[lane], bestIndex[lane]);
            }
        }

        for (int group = cost.Length * Vector<int>.Count; group < costs.Length; group++)
        {
            if (_full[group] == 0 && costs[group] < best)
            {
                (best, at) = (costs[group], group);
            }
        }

        (_freeAt[row], _freeGroup[row]) = (best, at);
    }

    /// <summary>The rows by how much more they may pay than their least, the first of equals first.</summary>
    /// <remarks>
    /// Any order gives the cheapest assignment. In this one whoever has most to lose is seated before those who would have to make way, so that in
    /// matrices of weights times days a search reaches a few groups instead of half of all.
    /// </remarks>
    private int[] MostAtStakeFirst()
    {
        var atStake = new long[_penalties.Length];
        for (int row = 0; row < atStake.Length; row++)
        {
            atStake[row] = AtStake(CostsOf(row), _penalties[row]);
        }

        return [.. Enumerable.Range(0, atStake.Length).OrderByDescending(row => atStake[row])];
    }

    /// <summary>What a row pays above its least, summed over all groups; none costs more than being left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long AtStake(ReadOnlySpan<int> costs, int penalty)
    {
        ReadOnlySpan<Vector<int>> wide = MemoryMarshal.Cast<int, Vector<int>>(costs);
        var sums = Vector<long>.Zero;
        var leasts = new Vector<int>(penalty);
        foreach (Vector<int> cost in wide)
        {
            var paid = Vector.Min(cost, new Vector<int>(penalty));
            leasts = Vector.Min(leasts, paid);
            Vector.Widen(paid, out Vector<long> low, out Vector<long> high);
            sums += low + high;
        }

        long sum = Vector.Sum(sums);
        int least = penalty;
        for (int lane = 0; lane < Vector<int>.Count; lane++)
        {
            least = Math.Min(least, leasts[lane]);
        }

        foreach (int cost in costs[(wide.Length * Vector<int>.Count)..])
        {
            int paid = Math.Min(cost, penalty);
            least = Math.Min(least, paid);
            sum += paid;
        }

        return sum - ((long)least * costs.Length);
    }
}
