#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

namespace dokuei::viewer {

/// What open volumes and large caches may take together, bytes. Nothing is allocated before it is reserved;
/// when room is short, those who have not been used for longest are asked to give theirs up. Thread-safe,
/// but owners are added, asked and removed by one thread (the GUI's), on which they give their memory up.
class MemoryBudget {
public:
    explicit MemoryBudget(std::size_t limit);

    /// Does not take away what is reserved already.
    void setLimit(std::size_t bytes);
    std::size_t limit() const;
    std::size_t used() const;
    /// Bytes that can still be reserved.
    std::size_t room() const;

    /// Throws Error, with words that tell how much is free and how much is missing, when they do not fit.
    void reserve(std::size_t bytes);
    void release(std::size_t bytes) noexcept;

    /// Someone who can give memory up and get it again later. Removed with the object.
    class Owner {
    public:
        /// `drop` frees what the owner holds; called by makeRoom().
        Owner(MemoryBudget& budget, std::function<void()> drop);
        ~Owner();
        Owner(const Owner&) = delete;
        Owner& operator=(const Owner&) = delete;
        /// Holds memory and is in use now: the last to be asked.
        void touch();
        /// Holds nothing that it could give up.
        void rest();

    private:
        MemoryBudget& budget_;
        std::uint64_t id_;
    };

    /// Asks owners to give up, the one not used for longest first, until `bytes` fit or all were asked.
    /// Nobody is asked for what can never fit. Whether they fit now; memory that others still look at is free
    /// later.
    bool makeRoom(std::size_t bytes);
    /// Waits until `bytes` fit; false when the time is over first or they never will.
    bool waitForRoom(std::size_t bytes, std::chrono::milliseconds patience);

    /// Three fifths of the machine's memory.
    static std::size_t defaultLimit();

private:
    struct Entry {
        std::uint64_t id = 0, lastUse = 0;
        bool holds = false;
        std::function<void()> drop;
    };
    bool fits(std::size_t bytes) const { return bytes <= limit_ && used_ <= limit_ - bytes; }
    Entry* find(std::uint64_t id);

    mutable std::mutex mutex_;
    std::condition_variable released_;
    std::size_t limit_, used_ = 0;
    std::uint64_t uses_ = 0, lastId_ = 0;
    std::vector<Entry> entries_;
};

/// The program's budget.
MemoryBudget& memoryBudget();

}  // namespace dokuei::viewer
