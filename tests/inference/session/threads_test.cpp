#include "inference/session/Threads.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace dokuei::inference {
namespace {

TEST(WaitingThreads, LeaveAProgramAloneWhosePolicyIsSet) {
    const auto child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        setenv("OMP_WAIT_POLICY", "active", 1);
        char* none[] = {nullptr};
        sleepWhileWaiting(none);
        _exit(std::string(std::getenv("OMP_WAIT_POLICY")) == "active" ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(WaitingThreads, StartTheProgramAgainWithItsArguments) {
    const auto child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        unsetenv("OMP_WAIT_POLICY");
        unsetenv("GOMP_SPINCOUNT");
        std::string name = "again", only = "--gtest_filter=WaitingThreads.AreSeenByTheProgramStartedAgain";
        setenv("DOKUEI_TEST_STARTED_AGAIN", "1", 1);
        char* arguments[] = {name.data(), only.data(), nullptr};
        sleepWhileWaiting(arguments);
        _exit(9);  // not started again
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(WaitingThreads, AreSeenByTheProgramStartedAgain) {
    if (!std::getenv("DOKUEI_TEST_STARTED_AGAIN")) GTEST_SKIP() << "runs inside the test before it";
    ASSERT_NE(std::getenv("OMP_WAIT_POLICY"), nullptr);
    EXPECT_STREQ(std::getenv("OMP_WAIT_POLICY"), "passive");
}

}  // namespace
}  // namespace dokuei::inference
