#include "viewer/volume/MemoryBudget.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "viewer/Error.h"
#include "viewer/volume/Volume.h"

namespace dokuei::viewer {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t operator""_MB(unsigned long long n) {
    return n << 20;
}

/// Holds memory of a budget and gives it up when asked.
struct Holder {
    Holder(MemoryBudget& b, std::size_t size, std::string name, std::vector<std::string>& log)
        : budget(b), bytes(size), owner(b, [this, name, &log] {
              log.push_back(name);
              budget.release(bytes);
          }) {
        budget.reserve(bytes);
        owner.touch();
    }
    MemoryBudget& budget;
    std::size_t bytes;
    MemoryBudget::Owner owner;
};

TEST(MemoryBudget, RefusesBeforeAllocationAndTellsWhatIsMissing) {
    MemoryBudget budget(100_MB);
    budget.reserve(70_MB);
    try {
        budget.reserve(50_MB);
        FAIL() << "it fits nowhere";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(),
                    testing::HasSubstr("50 MB are needed, 30 of 100 MB are free, 20 MB are missing"));
    }
    EXPECT_EQ(budget.used(), 70_MB);
    budget.release(70_MB);
    EXPECT_NO_THROW(budget.reserve(100_MB));
}

TEST(MemoryBudget, TheLeastRecentlyUsedAreDroppedUntilThereIsRoom) {
    MemoryBudget budget(100_MB);
    std::vector<std::string> dropped;
    Holder first(budget, 30_MB, "first", dropped), second(budget, 30_MB, "second", dropped),
        third(budget, 30_MB, "third", dropped);
    first.owner.touch();
    EXPECT_TRUE(budget.makeRoom(40_MB));
    EXPECT_THAT(dropped, testing::ElementsAre("second"));
    EXPECT_TRUE(budget.makeRoom(70_MB));
    EXPECT_THAT(dropped, testing::ElementsAre("second", "third"));
    EXPECT_EQ(budget.used(), 30_MB);
}

TEST(MemoryBudget, NobodyIsDroppedForWhatCanNeverFit) {
    MemoryBudget budget(100_MB);
    std::vector<std::string> dropped;
    Holder holder(budget, 30_MB, "holder", dropped);
    EXPECT_FALSE(budget.makeRoom(101_MB));
    EXPECT_TRUE(dropped.empty());
}

TEST(MemoryBudget, AnOwnerThatHoldsNothingOrHasGoneIsNotAsked) {
    MemoryBudget budget(100_MB);
    std::vector<std::string> dropped;
    budget.reserve(90_MB);
    MemoryBudget::Owner resting(budget, [&] { dropped.push_back("resting"); });
    resting.touch();
    resting.rest();
    {
        MemoryBudget::Owner gone(budget, [&] { dropped.push_back("gone"); });
    }
    EXPECT_FALSE(budget.makeRoom(20_MB));
    EXPECT_TRUE(dropped.empty());
}

TEST(MemoryBudget, WaitsForMemoryThatAnotherThreadGivesBack) {
    MemoryBudget budget(100_MB);
    budget.reserve(100_MB);
    EXPECT_FALSE(budget.waitForRoom(1_MB, 1ms));
    std::jthread other([&] { budget.release(60_MB); });
    EXPECT_TRUE(budget.waitForRoom(60_MB, 60s));
}

TEST(MemoryBudget, ALowerLimitLeavesWhatIsReserved) {
    MemoryBudget budget(100_MB);
    budget.reserve(80_MB);
    budget.setLimit(50_MB);
    EXPECT_EQ(budget.used(), 80_MB);
    EXPECT_EQ(budget.room(), 0U);
    EXPECT_THROW(budget.reserve(1), Error);
}

TEST(MemoryBudget, VolumesCountWhileTheyLive) {
    Geometry geometry;
    geometry.size = {64, 64, 64};
    const std::size_t before = memoryBudget().used();
    {
        const Volume volume(geometry, ScalarType::Int16);
        EXPECT_EQ(memoryBudget().used(), before + volume.byteCount());
    }
    EXPECT_EQ(memoryBudget().used(), before);
    const std::size_t limit = memoryBudget().limit();
    memoryBudget().setLimit(before + 1000);
    EXPECT_THROW(Volume(geometry, ScalarType::Int16), Error);
    memoryBudget().setLimit(limit);
    EXPECT_EQ(memoryBudget().used(), before);
}

}  // namespace
}  // namespace dokuei::viewer
