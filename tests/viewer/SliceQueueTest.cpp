#include "viewer/volume/SliceQueue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace dokuei::viewer {
namespace {

TEST(SliceQueue, HandsOutEverySliceOnce) {
    SliceQueue queue(100, 17);
    std::vector<int> slices;
    for (int k = queue.next(); k >= 0; k = queue.next()) slices.push_back(k);
    EXPECT_EQ(slices.front(), 17);
    std::sort(slices.begin(), slices.end());
    ASSERT_EQ(slices.size(), 100U);
    for (int k = 0; k < 100; ++k) EXPECT_EQ(slices[k], k);
}

TEST(SliceQueue, CoversTheVolumeCoarselyBeforeItFills) {
    SliceQueue queue(128, 64);
    std::vector<int> early;
    for (int n = 0; n < 4; ++n) early.push_back(queue.next());
    EXPECT_THAT(early, testing::ElementsAre(64, 0, 32, 96));
}

TEST(SliceQueue, TheWantedSliceAndItsNeighboursComeNext) {
    SliceQueue queue(200, 100);
    queue.next();
    EXPECT_EQ(queue.next(40), 40);
    EXPECT_EQ(queue.next(40), 41);
    EXPECT_EQ(queue.next(40), 39);
    // The reader scrolls on.
    EXPECT_EQ(queue.next(150), 150);
    EXPECT_EQ(queue.next(150), 151);
    // All around is there: back to coarse to fine.
    for (int n = 0; n < 2 * SliceQueue::kNeighbours - 1; ++n) EXPECT_LE(std::abs(queue.next(150) - 150), 12);
    EXPECT_EQ(queue.next(150), 0);
}

TEST(SliceQueue, WishesOutsideTheVolumeAreIgnored) {
    SliceQueue queue(3, -1);
    EXPECT_EQ(queue.next(7), 1);
    EXPECT_EQ(queue.next(-5), 0);
    EXPECT_EQ(queue.next(2), 2);
    EXPECT_EQ(queue.next(2), -1);
    EXPECT_EQ(SliceQueue(0).next(0), -1);
}

TEST(SliceQueue, ThreadsNeverShareASlice) {
    SliceQueue queue(5000);
    std::vector<std::atomic<int>> given(5000);
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int k = queue.next(100 * t); k >= 0; k = queue.next(1000 * t)) ++given[k];
        });
    threads.clear();
    EXPECT_THAT(given, testing::Each(testing::ResultOf([](const auto& n) { return n.load(); }, 1)));
}

}  // namespace
}  // namespace dokuei::viewer
