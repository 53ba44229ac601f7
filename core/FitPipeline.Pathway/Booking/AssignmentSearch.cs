using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FitPipeline.Pathway.Booking;

/// <summary>
/// The search behind <see cref="Assignment.Solve"/>: shortest augmenting paths (Jonker and Volgenant, Computing 38, 1987), over groups of alike columns.
/// </summary>
/// <remarks>
/// Rows are placed one at a time, each by a shortest path through the rows that must move aside. Every row also has a private way out, "left out" at its
/// penalty; prices of columns only fall, so a row once left out stays left out. Jonker and Volgenant's column reduction needs every column taken, which
/// slots are not, and their row reduction was measured to gain nothing here: the first step of each search does the same work. What gains is the order
/// of the rows and raising full groups together: 5,000 by 5,000 products of weights and days, their worst case, take half a second instead of half a minute.
/// </remarks>
internal readonly ref partial struct AssignmentSearch
{
    /// <summary>Added to what a reached group seems to cost, so that the inner loop needs no branch to pass it over.</summary>
    private const int ReachedSurcharge = 1 << 28;

    /// <summary>The distance shown for a reached group: beyond every real path (at most <see cref="Assignment.LargestCost"/>), below anything the surcharge lets in.</summary>
    private const int Beyond = 1 << 27;

    /// <summary>Lifts what a full group seems to cost above every cost, as <see cref="ReachedSurcharge"/> does.</summary>
    private const int FullShift = 28;

    private const int Root = -1;
    private const int None = -1;
    private const int Unknown = -2;

    private readonly ReadOnlySpan<int> _costs;
    private readonly ReadOnlySpan<int> _penalties;
    private readonly IdenticalSlots _alike;
    private readonly int _groups;

    // What has been decided so far: who sits where, and the price of each group.
    private readonly int[] _groupOf;
    private readonly int[] _seats;
    private readonly int[] _taken;
    private readonly int[] _full;
    private readonly int[] _price;

    // What each row would pay in a group with a free place, or left out, and in which: a lower bound once that group is full.
    private readonly int[] _freeAt;
    private readonly int[] _freeGroup;

    // What it costs to get one occupant of a full group to move to each other group; kept until its occupants change.
    private readonly int[]?[] _moves;
    private readonly bool[] _movesStale;

    // One search.
    private readonly int[] _distance;
    private readonly int[] _shownPrice;
    private readonly int[] _from;
    private readonly int[] _reached;
    private readonly int[] _reachedAt;

    public AssignmentSearch(ReadOnlySpan<int> costs, IdenticalSlots alike, ReadOnlySpan<int> penalties)
    {
        _costs = costs;
        _penalties = penalties;
        _alike = alike;
        _groups = alike.Count;
        _groupOf = new int[penalties.Length];
        _seats = new int[alike.Columns.Length];
        _taken = new int[_groups];
        _full = new int[_groups];
        _price = new int[_groups];
        _freeAt = new int[penalties.Length];
        _freeGroup = new int[penalties.Length];
        _moves = new int[_groups][];
        _movesStale = new bool[_groups];
        _distance = new int[_groups];
        _shownPrice = new int[_groups];
        _from = new int[_groups];
        _reached = new int[_groups];
        _reachedAt = new int[_groups];
        Array.Fill(_groupOf, None);
        Array.Fill(_freeGroup, Unknown);
    }

    public Assignment Run()
    {
        int[] order = MostAtStakeFirst();
        for (int placed = 0; placed < order.Length; placed++)
        {
            RaiseTogether(order.AsSpan(0, placed));
            Place(order[placed]);
        }

        return Answer();
    }

    private ReadOnlySpan<int> CostsOf(int row) => _costs.Slice(row * _groups, _groups);

    private ReadOnlySpan<int> Occupants(int group) => _seats.AsSpan(_alike.First[group], _taken[group]);

    /// <summary>Finds the cheapest way to seat one more row: into a free column, or by leaving out whoever it costs least to leave out.</summary>
    private void Place(int row)
    {
        _price.CopyTo(_shownPrice);
        Array.Fill(_distance, ReachedSurcharge);
        int reached = 0;
        (int leaveOutAt, int leaver) = (_penalties[row], row);
        Relax(CostsOf(row), 0, Root, out int group, out int at);

        while (group != None && at <= leaveOutAt)
        {
            if (_full[group] == 0)
            {
                Reprice(reached, at);
                ShiftInto(group, row);
                return;
            }

            _reached[reached] = group;
            _reachedAt[reached++] = at;
            _shownPrice[group] = -ReachedSurcharge;
            _distance[group] = Beyond;

            foreach (int occupant in Occupants(group))
            {
                int outAt = at + _price[group] + _penalties[occupant] - CostsOf(occupant)[group];
                if (outAt < leaveOutAt)
                {
                    (leaveOutAt, leaver) = (outAt, occupant);
                }
            }

            ReadOnlySpan<int> moves = MovesFrom(group, out int alreadyPaid);
            Relax(moves, at + _price[group] - alreadyPaid, group, out group, out at);
        }

        Reprice(reached, leaveOutAt);
        if (leaver != row)
        {
            int vacated = _groupOf[leaver];
            Leave(leaver);
            ShiftInto(vacated, row);
        }
    }

    /// <summary>For each group, what moving the most willing occupant there costs; <paramref name="alreadyPaid"/> is still to be subtracted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<int> MovesFrom(int group, out int alreadyPaid)
    {
        ReadOnlySpan<int> occupants = Occupants(group);
        if (occupants.Length == 1)
        {
            alreadyPaid = CostsOf(occupants[0])[group];
            return CostsOf(occupants[0]);
        }

        alreadyPaid = 0;
        int[] moves = _moves[group] ??= new int[_groups];
        if (!_movesStale[group])
        {
            return moves;
        }

        Array.Fill(moves, int.MaxValue);
        foreach (int occupant in occupants)
        {
            ReadOnlySpan<int> costs = CostsOf(occupant);
            int paid = costs[group];
            Span<Vector<int>> wideMoves = MemoryMarshal.Cast<int, Vector<int>>(moves.AsSpan());
            ReadOnlySpan<Vector<int>> wideCosts = MemoryMarshal.Cast<int, Vector<int>>(costs);
            for (int i = 0; i < wideMoves.Length; i++)
            {
                wideMoves[i] = Vector.Min(wideMoves[i], wideCosts[i] - new Vector<int>(paid));
            }

            for (int to = wideMoves.Length * Vector<int>.Count; to < moves.Length; to++)
            {
                moves[to] = Math.Min(moves[to], costs[to] - paid);
            }
        }

        _movesStale[group] = false;
        return moves;
    }

    /// <summary>Shortens distances by way of one group, and names the nearest group not yet reached: a free one before a full one, then the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Relax(ReadOnlySpan<int> costs, int offset, int by, out int nearest, out int nearestAt)
    {
        ReadOnlySpan<Vector<int>> cost = MemoryMarshal.Cast<int, Vector<int>>(costs);
        ReadOnlySpan<Vector<int>> price = MemoryMarshal.Cast<int, Vector<int>>(_shownPrice)[..cost.Length];
        ReadOnlySpan<Vector<int>> full = MemoryMarshal.Cast<int, Vector<int>>(_full)[..cost.Length];
        Span<Vector<int>> distance = MemoryMarshal.Cast<int, Vector<int>>(_distance.AsSpan())[..cost.Length];
        Span<Vector<int>> from = MemoryMarshal.Cast<int, Vector<int>>(_from.AsSpan())[..cost.Length];

        // The key is the distance doubled, plus one for a full group: one comparison finds the nearest and prefers a free one.
        var bestKey = new Vector<int>(int.MaxValue);
        var bestIndex = new Vector<int>(None);
        Vector<int> index = Vector<int>.Indices;
        for (int i = 0; i < cost.Length; i++)
        {
            Vector<int> through = cost[i] - price[i] + new Vector<int>(offset);
            Vector<int> before = distance[i];
            Vector<int> now = Vector.Min(through, before);
            distance[i] = now;
            from[i] = Vector.ConditionalSelect(Vector.LessThan(through, before), new Vector<int>(by), from[i]);
            Vector<int> key = now + now + full[i];
            bestIndex = Vector.ConditionalSelect(Vector.LessThan(key, bestKey), index, bestIndex);
            bestKey = Vector.Min(key, bestKey);
            index += new Vector<int>(Vector<int>.Count);
        }

        int best = int.MaxValue;
        nearest = None;
        for (int lane = 0; lane < Vector<int>.Count; lane++)
        {
            if (bestKey[lane] < best || (bestKey[lane] == best && bestIndex[lane] < nearest))
            {
                (best, nearest) = (bestKey[lane], bestIndex[lane]);
            }
        }

        for (int group = cost.Length * Vector<int>.Count; group < costs.Length; group++)
        {
            int through = costs[group] - _shownPrice[group] + offset;
            if (through < _distance[group])
            {
                (_distance[group], _from[group]) = (through, by);
            }

            int key = (2 * _distance[group]) + _full[group];
            if (key < best)
            {
                (best, nearest) = (key, group);
            }
        }

        nearestAt = best >> 1;
    }

    /// <summary>Lowers the price of every reached group by how much nearer than the end of the path it was, which keeps the proof true.</summary>
    private void Reprice(int reached, int end)
    {
        for (int i = 0; i < reached; i++)
        {
            _price[_reached[i]] += _reachedAt[i] - end;
        }
    }

    /// <summary>Fills a free place by moving one row along each step of the path, the new row last.</summary>
    private void ShiftInto(int vacancy, int row)
    {
        while (_from[vacancy] != Root)
        {
            int giver = _from[vacancy];
            int mover = MostWilling(giver, vacancy);
            Leave(mover);
            Take(mover, vacancy);
            vacancy = giver;
        }

        Take(row, vacancy);
    }

    private int MostWilling(int group, int to)
    {
        int mover = None;
        int least = int.MaxValue;
        foreach (int occupant in Occupants(group))
        {
            ReadOnlySpan<int> costs = CostsOf(occupant);
            if (costs[to] - costs[group] < least)
            {
                (least, mover) = (costs[to] - costs[group], occupant);
            }
        }

        return mover;
    }

    /// <summary>Empties a seat that <see cref="Take"/> fills again in the same shift; what the change means for the group is noted there.</summary>
    private void Leave(int row)
    {
        int group = _groupOf[row];
        int first = _alike.First[group];
        int seat = Array.IndexOf(_seats, row, first, _taken[group]);
        _seats[seat] = _seats[first + --_taken[group]];
        _groupOf[row] = None;
    }

    private void Take(int row, int group)
    {
        _seats[_alike.First[group] + _taken[group]++] = row;
        _groupOf[row] = group;
        _full[group] = _taken[group] == _alike.SizeOf(group) ? 1 : 0;
        _movesStale[group] = true;
    }

    /// <summary>Turns groups back into columns: within a group, the first row gets the first column.</summary>
    private Assignment Answer()
    {
        int rows = _penalties.Length;
        var columnOfRow = new int[rows];
        var rowDuals = new int[rows];
        var given = new int[_groups];
        long cost = 0;
        for (int row = 0; row < rows; row++)
        {
            int group = _groupOf[row];
            int paid = group == None ? _penalties[row] : CostsOf(row)[group];
            cost += paid;
            rowDuals[row] = group == None ? paid : paid - _price[group];
            columnOfRow[row] = group == None ? Assignment.Unassigned : _alike.Columns[_alike.First[group] + given[group]++];
        }

        var columnDuals = new int[_alike.Columns.Length];
        for (int group = 0; group < _groups; group++)
        {
            foreach (int column in _alike.Columns.AsSpan(_alike.First[group], _alike.SizeOf(group)))
            {
                columnDuals[column] = _price[group];
            }
        }

        return new Assignment(columnOfRow, cost, rowDuals, columnDuals);
    }
}
