using FitPipeline.Pathway.Booking;

namespace FitPipeline.Pathway.Tests;

public sealed class AssignmentTests
{
    [Fact]
    public void Given_thousands_of_small_matrices_when_solved_then_no_other_way_is_cheaper()
    {
        for (int seed = 0; seed < 6_000; seed++)
        {
            var random = new Random(seed);
            (int rows, int columns) = (random.Next(0, 8), random.Next(0, 8));
            int range = random.Next(4) switch { 0 => 2, 1 => 5, 2 => 100, _ => Assignment.LargestCost };
            int[] costs = Matrix(random, rows, columns, range, forbiddenPercent: random.Next(3) * 25);
            int[] penalties = Penalties(random, rows, range);

            Assignment answer = Assignment.Solve(costs, rows, columns, penalties);

            Assert.True(AssignmentOracles.ByTryingAll(costs, rows, columns, penalties) == answer.Cost, $"seed {seed}: {answer.Cost}");
            Assert.True(AssignmentProof.Flaw(costs, rows, columns, penalties, answer) is null, $"seed {seed}: {AssignmentProof.Flaw(costs, rows, columns, penalties, answer)}");
        }
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(60, 35)]
    [InlineData(35, 60)]
    public void Given_matrices_of_sixty_when_solved_then_a_flow_through_a_network_costs_the_same(int rows, int columns)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            var random = new Random(seed);
            int[] costs = Matrix(random, rows, columns, seed % 2 == 0 ? 20 : 100_000, forbiddenPercent: 10 * (seed % 3));
            int[] penalties = Penalties(random, rows, seed % 2 == 0 ? 20 : 100_000);

            Assert.True(
                AssignmentOracles.ByFlow(costs, rows, columns, penalties) == Assignment.Solve(costs, rows, columns, penalties).Cost,
                $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(500, 500, 1_000_000)]
    [InlineData(500, 500, 10)]
    [InlineData(200, 350, 1_000)]
    [InlineData(350, 200, 1_000)]
    public void Given_a_large_matrix_when_solved_then_the_duals_prove_it_the_cheapest(int rows, int columns, int range)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            var random = new Random(seed);
            int[] costs = Matrix(random, rows, columns, range, forbiddenPercent: 5 * seed);
            int[] penalties = Penalties(random, rows, range);

            string? flaw = AssignmentProof.Flaw(costs, rows, columns, penalties, Assignment.Solve(costs, rows, columns, penalties));

            Assert.True(flaw is null, $"seed {seed}: {flaw}");
        }
    }

    [Fact]
    public void Given_products_of_weight_and_day_when_solved_then_the_duals_prove_it_the_cheapest()
    {
        // Weights times days are the known worst case of this kind of search, and the very shape of booking.
        const int Size = 300;
        int[] costs = [.. Enumerable.Range(0, Size * Size).Select(i => (1 + (i / Size)) * (1 + (i % Size)))];
        int[] penalties = [.. Enumerable.Repeat(Assignment.LargestCost, Size)];

        Assignment answer = Assignment.Solve(costs, Size, Size, penalties);

        Assert.Null(AssignmentProof.Flaw(costs, Size, Size, penalties, answer));
        Assert.Equal(Enumerable.Range(0, Size).Reverse(), answer.ColumnOfRow);
    }

    [Fact]
    public void Given_products_in_any_order_with_too_few_or_too_many_columns_some_forbidden_and_some_rows_cheap_to_leave_out_when_solved_then_the_duals_prove_it()
    {
        for (int seed = 0; seed < 120; seed++)
        {
            var random = new Random(seed);
            (int rows, int columns) = (random.Next(1, 90), random.Next(1, 90));
            int[] weights = [.. Enumerable.Range(0, rows).Select(_ => random.Next(1, 5_000))];
            int[] days = [.. Enumerable.Range(0, columns).Select(_ => random.Next(1, seed % 3 == 0 ? 20 : 5_000))];
            int[] costs = [.. Enumerable.Range(0, rows * columns).Select(i =>
                random.Next(100) < 10 * (seed % 4) ? Assignment.Forbidden : (weights[i / columns] * days[i % columns]) + random.Next(1 + (1_000 * (seed % 2))))];
            int[] penalties = Penalties(random, rows, 5_000_000);

            Assignment answer = Assignment.Solve(costs, rows, columns, penalties);

            string? flaw = AssignmentProof.Flaw(costs, rows, columns, penalties, answer);
            Assert.True(flaw is null, $"seed {seed}: {flaw}");
            Assert.True(seed >= 8 || AssignmentOracles.ByFlow(costs, rows, columns, penalties) == answer.Cost, $"seed {seed}: a flow costs something else");
        }
    }

    [Fact]
    public void Given_many_alike_columns_when_solved_then_the_duals_prove_it_the_cheapest()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            (int rows, int kinds) = (random.Next(1, 60), random.Next(1, 12));
            int[] narrow = Matrix(random, rows, kinds, seed % 2 == 0 ? 8 : 5_000, forbiddenPercent: 20);
            int[] kindOf = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.Next(kinds))];
            int[] costs = [.. Enumerable.Range(0, rows).SelectMany(row => kindOf.Select(kind => narrow[(row * kinds) + kind]))];
            int[] penalties = Penalties(random, rows, 5_000);

            string? flaw = AssignmentProof.Flaw(costs, rows, kindOf.Length, penalties, Assignment.Solve(costs, rows, kindOf.Length, penalties));

            Assert.True(flaw is null, $"seed {seed}: {flaw}");
        }
    }

    [Fact]
    public void Given_alike_columns_when_solved_then_the_first_row_gets_the_first_of_them() =>
        Assert.Equal([1, 2, 3], Assignment.Solve([9, 1, 1, 1, 9, 1, 1, 1, 9, 1, 1, 1], 3, 4, [50, 50, 50]).ColumnOfRow);

    [Fact]
    public void Given_two_columns_with_one_fingerprint_when_solved_then_they_stay_apart()
    {
        // 16777619 is the fingerprint's own factor, so (0, 0) and (1, 16777619) have the same one.
        int[] costs = [0, 1, 0, 16_777_619];
        int[] penalties = [Assignment.LargestCost, Assignment.LargestCost];

        Assignment answer = Assignment.Solve(costs, 2, 2, penalties);

        Assert.Equal([1, 0], answer.ColumnOfRow);
        Assert.Null(AssignmentProof.Flaw(costs, 2, 2, penalties, answer));
    }

    [Fact]
    public void Given_a_forbidden_pair_when_solved_then_the_row_is_left_out_rather_than_given_it() =>
        Assert.Equal([Assignment.Unassigned], Assignment.Solve([Assignment.Forbidden], 1, 1, [Assignment.LargestCost]).ColumnOfRow);

    [Fact]
    public void Given_a_column_that_costs_as_much_as_being_left_out_when_solved_then_the_row_takes_it() =>
        Assert.Equal([0], Assignment.Solve([7], 1, 1, [7]).ColumnOfRow);

    [Fact]
    public void Given_fewer_columns_than_rows_when_solved_then_the_cheapest_to_leave_out_are_left_out()
    {
        Assignment answer = Assignment.Solve([1, 1, 1], 3, 1, [10, 30, 20]);

        Assert.Equal([Assignment.Unassigned, 0, Assignment.Unassigned], answer.ColumnOfRow);
        Assert.Equal(31, answer.Cost);
    }

    [Fact]
    public void Given_nothing_to_assign_when_solved_then_nobody_and_nothing_is_lost()
    {
        Assert.Equal(0, Assignment.Solve([], 0, 4, []).Cost);
        Assert.Equal(9, Assignment.Solve([], 2, 0, [4, 5]).Cost);
    }

    [Fact]
    public void Given_the_largest_costs_when_solved_then_nothing_overflows()
    {
        var random = new Random(7);
        const int Size = 60;
        int[] costs = [.. Enumerable.Range(0, Size * Size).Select(_ => random.Next(3) switch { 0 => Assignment.LargestCost, 1 => 0, _ => Assignment.Forbidden })];
        int[] penalties = [.. Enumerable.Repeat(Assignment.LargestCost, Size)];

        Assert.Null(AssignmentProof.Flaw(costs, Size, Size, penalties, Assignment.Solve(costs, Size, Size, penalties)));
    }

    [Fact]
    public void Given_the_same_matrix_when_solved_again_then_the_answer_is_the_same()
    {
        var random = new Random(3);
        int[] costs = Matrix(random, 80, 80, 3, 10);
        int[] penalties = Penalties(random, 80, 3);

        Assert.Equal(Assignment.Solve(costs, 80, 80, penalties).ColumnOfRow, Assignment.Solve(costs, 80, 80, penalties).ColumnOfRow);
    }

    [Fact]
    public void Given_an_answer_that_is_not_the_cheapest_when_its_proof_is_checked_then_the_flaw_is_found()
    {
        int[] costs = [1, 5, 5, 1];
        int[] penalties = [9, 9];
        Assignment right = Assignment.Solve(costs, 2, 2, penalties);

        Assert.Null(AssignmentProof.Flaw(costs, 2, 2, penalties, right));
        Assert.NotNull(AssignmentProof.Flaw(costs, 2, 2, penalties, right with { ColumnOfRow = [1, 0], Cost = 10 }));
        Assert.NotNull(AssignmentProof.Flaw(costs, 2, 2, penalties, right with { ColumnOfRow = [0, 0] }));
        Assert.NotNull(AssignmentProof.Flaw(costs, 2, 2, penalties, right with { RowDuals = [3, 0], ColumnDuals = [-1, 0] }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Assignment.LargestCost + 1)]
    [InlineData(Assignment.Forbidden + 1)]
    public void Given_a_cost_out_of_range_when_solved_then_it_is_refused(int cost)
    {
        Assert.Throws<ArgumentException>(() => Assignment.Solve([cost], 1, 1, [1]));
        Assert.Throws<ArgumentException>(() => Assignment.Solve([1], 1, 1, [cost]));
    }

    [Fact]
    public void Given_sizes_that_disagree_when_solved_then_they_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Assignment.Solve([1, 2], 1, 1, [1]));
        Assert.Throws<ArgumentException>(() => Assignment.Solve([1], 1, 1, [1, 1]));
        Assert.Throws<ArgumentException>(() => Assignment.Solve([1], 1, 1, [Assignment.Forbidden]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Assignment.Solve([], -1, 0, []));
    }

    private static int[] Matrix(Random random, int rows, int columns, int range, int forbiddenPercent) =>
        [.. Enumerable.Range(0, rows * columns).Select(_ => random.Next(100) < forbiddenPercent ? Assignment.Forbidden : random.Next(range + 1))];

    // Some rows are cheap to leave out, some dear, some never.
    private static int[] Penalties(Random random, int rows, int range) =>
        [.. Enumerable.Range(0, rows).Select(_ => random.Next(3) == 0 ? Assignment.LargestCost : random.Next(range + 1))];
}
