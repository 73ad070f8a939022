#include "inference/session/Worker.h"

#include <c10/util/Exception.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <thread>

#include "inference/Error.h"
#include "inference/families/Family.h"

namespace dokuei::inference {
namespace {

/// Volumes whose encoding is kept: those that are open side by side.
constexpr std::size_t kKeptVolumes = 4;

double since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

template <typename... Values>
void tell(const std::function<void(Values...)>& receiver, const std::type_identity_t<Values>&... values) {
    if (receiver) receiver(values...);
}

/// Runs `work`; what goes wrong comes back as words, and the thread goes on.
std::string attempt(const std::function<void()>& work) {
    try {
        work();
        return {};
    } catch (const std::bad_alloc&) {
        return "There is not enough memory for this answer. Close other studies or programs and ask again.";
    } catch (const c10::OutOfMemoryError&) {
        return "The GPU has not enough memory for this answer. Close other programs or choose the CPU.";
    } catch (const c10::Error& e) {
        const std::string text = e.what_without_backtrace();
        if (text.find("alloc") != std::string::npos && text.find("memory") != std::string::npos)
            return "There is not enough memory for this answer. Close other studies or programs and ask "
                   "again.";
        return "The model failed: " + text.substr(0, text.find('\n'));
    } catch (const std::exception& e) {
        return e.what();
    }
}

}  // namespace

struct Worker::Impl {
    struct Job {
        std::function<void()> run;
        std::shared_ptr<std::atomic<bool>> stop;
        bool background = false;  ///< encodes ahead; nobody waits for it
        std::string key;          ///< of the volume it is about
        bool forgets = false;
    };
    struct Kept {
        std::string key;
        std::unique_ptr<EncodedVolume> encoded;
    };

    OpenModel open;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Job> jobs;
    bool closing = false;
    Job current;  ///< the running job, without its work
    std::thread thread;

    // Only the worker thread touches these.
    std::unique_ptr<Family> family;
    std::list<Kept> kept;  ///< most recently used first
    double loadSeconds = 0;

    void push(Job job);
    void loop();
    EncodedVolume& encodedVolume(const VolumeView& volume, const std::atomic<bool>& stop,
                                 const Progress& progress, double* seconds);
    void answer(const Request& request, const Listener& listener, const std::atomic<bool>& stop);
};

void Worker::Impl::push(Job job) {
    {
        const std::lock_guard lock(mutex);
        if (job.forgets) std::erase_if(jobs, [&](const Job& j) { return j.background && j.key == job.key; });
        // A question about the volume that is being encoded ahead is served best by letting that finish.
        const bool useful = job.key == current.key && !job.forgets;
        if (!job.background && current.background && current.stop && !useful) current.stop->store(true);
        jobs.push_back(std::move(job));
    }
    wake.notify_one();
}

void Worker::Impl::loop() {
    for (;;) {
        Job job;
        {
            std::unique_lock lock(mutex);
            wake.wait(lock, [this] { return closing || !jobs.empty(); });
            if (closing) return;
            // Work ahead of a question waits for everything that somebody asked for.
            auto next = std::find_if(jobs.begin(), jobs.end(), [](const Job& j) { return !j.background; });
            if (next == jobs.end()) next = jobs.begin();
            job = std::move(*next);
            jobs.erase(next);
            current = {{}, job.stop, job.background, job.key, false};
        }
        attempt(job.run);
        const std::lock_guard lock(mutex);
        current = {};
    }
}

EncodedVolume& Worker::Impl::encodedVolume(const VolumeView& volume, const std::atomic<bool>& stop,
                                           const Progress& progress, double* seconds) {
    if (!family) throw Error("No model is loaded.");
    const auto found = std::find_if(
        kept.begin(), kept.end(), [&](const Kept& k) { return !volume.key.empty() && k.key == volume.key; });
    if (found != kept.end()) {
        kept.splice(kept.begin(), kept, found);
        return *kept.front().encoded;
    }
    const auto start = std::chrono::steady_clock::now();
    // Room first: the new one may need what the oldest one holds.
    while (kept.size() >= kKeptVolumes) kept.pop_back();
    auto encoded = family->encode(volume, stop, progress);
    kept.push_front({volume.key, std::move(encoded)});
    if (seconds) *seconds = since(start);
    return *kept.front().encoded;
}

void Worker::Impl::answer(const Request& request, const Listener& listener, const std::atomic<bool>& stop) {
    const auto start = std::chrono::steady_clock::now();
    Answer answer;
    std::string said;
    const auto error = attempt([&] {
        if (!family) throw Error("No model is loaded.");
        answer.model = family->info().name;
        answer.device = family->info().device;
        answer.language = request.language;
        try {
            tell(listener.onStage, std::string("encoding"));
            double encode = 0;
            auto& encoded = encodedVolume(request.volume, stop, listener.onProgress, &encode);
            tell(listener.onStage, std::string("answering"));
            answer = family->answer(encoded, request, stop, listener);
            answer.seconds.encode = encode;
            answer.seconds.firstToken += encode;
        } catch (const Cancelled&) {
            answer.stopped = true;
        }
        answer.seconds.load = loadSeconds;
        answer.seconds.total = since(start);
    });
    if (error.empty())
        tell(listener.onDone, answer);
    else
        tell(listener.onError, error);
}

Worker::Worker(OpenModel open) : impl_(std::make_unique<Impl>()) {
    impl_->open = open ? std::move(open) : OpenModel(openModel);
    impl_->thread = std::thread([this] { impl_->loop(); });
}

Worker::~Worker() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->closing = true;
        if (impl_->current.stop) impl_->current.stop->store(true);
    }
    impl_->wake.notify_one();
    impl_->thread.join();
}

Ticket Worker::load(const std::string& directory, const ModelOptions& options,
                    std::function<void(const ModelInfo&)> done,
                    std::function<void(const std::string& error)> failed) {
    Ticket ticket;
    impl_->push({[impl = impl_.get(), directory, options = options, done = std::move(done),
                  failed = std::move(failed), stop = ticket.flag()]() mutable {
                     const auto start = std::chrono::steady_clock::now();
                     ModelInfo info;
                     const auto error = attempt([&] {
                         if (*stop) throw Cancelled();
                         options.stop = stop;
                         // The old model goes first, so that two never need memory together.
                         impl->kept.clear();
                         impl->family.reset();
                         impl->family = impl->open(directory, options);
                         info = impl->family->info();
                         impl->loadSeconds = since(start);
                     });
                     if (error.empty())
                         tell(done, info);
                     else
                         tell(failed, error);
                 },
                 ticket.flag(),
                 false,
                 {},
                 false});
    return ticket;
}

Ticket Worker::ask(Request request, Listener listener) {
    Ticket ticket;
    const auto key = request.volume.key;
    impl_->push({[impl = impl_.get(), request = std::move(request), listener = std::move(listener),
                  stop = ticket.flag()] { impl->answer(request, listener, *stop); },
                 ticket.flag(), false, key, false});
    return ticket;
}

Ticket Worker::prepare(VolumeView volume, Listener listener) {
    Ticket ticket;
    const auto key = volume.key;
    impl_->push({[impl = impl_.get(), volume = std::move(volume), listener = std::move(listener),
                  stop = ticket.flag()] {
                     Answer nothing;
                     const auto error = attempt([&] {
                         if (!impl->family) throw Error("No model is loaded.");
                         try {
                             impl->encodedVolume(volume, *stop, listener.onProgress, nullptr);
                         } catch (const Cancelled&) {
                             nothing.stopped = true;
                         }
                     });
                     if (error.empty())
                         tell(listener.onDone, nothing);
                     else
                         tell(listener.onError, error);
                 },
                 ticket.flag(), true, key, false});
    return ticket;
}

void Worker::forget(const std::string& key) {
    impl_->push({[impl = impl_.get(), key] {
                     impl->kept.remove_if([&](const Impl::Kept& k) { return k.key == key; });
                     if (impl->family) impl->family->forget(key);
                 },
                 nullptr, false, key, true});
}

void Worker::lastInput(const std::string& key, std::function<void(const ModelInput&)> done) {
    impl_->push({[impl = impl_.get(), key, done = std::move(done)] {
                     for (const auto& k : impl->kept)
                         if (k.key == key) return tell(done, k.encoded->input());
                     tell(done, ModelInput{});
                 },
                 nullptr, false, key, false});
}

}  // namespace dokuei::inference
