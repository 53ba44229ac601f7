// Runs Azurite for as long as whoever started it lives: when that process ends, however it ends, our input closes.
process.stdin.on("end", () => process.exit(0)).resume();
const [azurite] = process.argv.splice(2, 1);
require(azurite);
