#include "inference/session/Worker.h"

#include <gtest/gtest.h>

#include <future>
#include <mutex>

#include "inference/Error.h"
#include "inference/families/Family.h"
#include "tests/inference/families/tiny_model.h"

namespace dokuei::inference {
namespace {

/// Counts what reaches the model; every answer has one box named after the encoded volume.
struct Watch {
    std::mutex mutex;
    std::vector<std::string> encoded;
    std::promise<void> answering;
    bool waitForStop = false;
};

struct NamedVolume : EncodedVolume {
    std::string key;
    ModelInput input() const override {
        ModelInput in;
        in.prompt = key;
        return in;
    }
};

class WatchedFamily : public Family {
public:
    explicit WatchedFamily(Watch& watch) : watch_(watch) {}
    ModelInfo info() const override {
        ModelInfo info;
        info.name = "watched";
        return info;
    }
    std::unique_ptr<EncodedVolume> encode(const VolumeView& volume, const std::atomic<bool>& stop,
                                          const Progress& progress) override {
        if (stop) throw Cancelled();
        if (progress) progress(0.5);
        if (volume.key == "memory") throw std::bad_alloc();
        if (volume.key == "broken") throw Error("the volume is broken");
        const std::lock_guard lock(watch_.mutex);
        watch_.encoded.push_back(volume.key);
        auto named = std::make_unique<NamedVolume>();
        named->key = volume.key;
        return named;
    }
    Answer answer(EncodedVolume& encoded, const Request&, const std::atomic<bool>& stop,
                  const Listener& listener) override {
        Answer answer;
        Grounding box;
        box.key = dynamic_cast<NamedVolume&>(encoded).key;
        answer.boxes.push_back(box);
        if (listener.onBox) listener.onBox(box);
        if (watch_.waitForStop) {
            watch_.answering.set_value();
            while (!stop) std::this_thread::yield();
            answer.stopped = true;
        }
        return answer;
    }

private:
    Watch& watch_;
};

struct Outcome {
    Answer answer;
    std::string error;
};

VolumeView named(const std::string& key) {
    VolumeView view;
    view.key = key;
    return view;
}

class WorkerThread : public testing::Test {
protected:
    WorkerThread()
        : worker_([this](const std::string& directory, const ModelOptions&) -> std::unique_ptr<Family> {
              if (directory == "broken") throw ModelError("broken/config.json", "cannot be opened");
              return std::make_unique<WatchedFamily>(watch_);
          }) {}

    std::string load(const std::string& directory = "good") {
        std::promise<std::string> result;
        worker_.load(
            directory, Device::Cpu, [&](const ModelInfo& info) { result.set_value(info.name); },
            [&](const std::string& e) { result.set_value("failed: " + e); });
        return result.get_future().get();
    }
    Outcome ask(const std::string& key) {
        std::promise<Outcome> result;
        Request request;
        request.volume = named(key);
        Listener listener;
        listener.onDone = [&](const Answer& a) { result.set_value({a, {}}); };
        listener.onError = [&](const std::string& e) { result.set_value({{}, e}); };
        worker_.ask(request, listener);
        return result.get_future().get();
    }
    ModelInput lastInput(const std::string& key) {
        std::promise<ModelInput> result;
        worker_.lastInput(key, [&](const ModelInput& in) { result.set_value(in); });
        return result.get_future().get();
    }
    std::vector<std::string> encoded() {
        const std::lock_guard lock(watch_.mutex);
        return watch_.encoded;
    }

    Watch watch_;
    Worker worker_;
};

TEST_F(WorkerThread, EncodesAVolumeOnceForAllItsQuestions) {
    load();
    ask("a");
    ask("a");
    ask("b");
    ask("a");
    EXPECT_EQ(encoded(), (std::vector<std::string>{"a", "b"}));
}

TEST_F(WorkerThread, NeverAnswersWithBoxesOfAnotherVolume) {
    load();
    for (const char* key : {"a", "b", "a", "c", "d", "e", "a", "f", "b"}) {
        const auto outcome = ask(key);
        ASSERT_EQ(outcome.answer.boxes.size(), 1u);
        EXPECT_EQ(outcome.answer.boxes[0].key, key);
        EXPECT_EQ(lastInput(key).prompt, key);
    }
}

TEST_F(WorkerThread, ForgetsTheVolumeUsedLongestAgo) {
    load();
    for (const char* key : {"a", "b", "c", "d", "a", "e", "a", "b"}) ask(key);
    EXPECT_EQ(encoded(), (std::vector<std::string>{"a", "b", "c", "d", "e", "b"}));
}

TEST_F(WorkerThread, EncodesAClosedStudyAgain) {
    load();
    ask("a");
    worker_.forget("a");
    EXPECT_TRUE(lastInput("a").prompt.empty());
    ask("a");
    EXPECT_EQ(encoded().size(), 2u);
}

TEST_F(WorkerThread, EncodesAheadOfTheFirstQuestion) {
    load();
    worker_.prepare(named("a"));
    ask("a");
    EXPECT_EQ(encoded(), std::vector<std::string>{"a"});
}

TEST_F(WorkerThread, GoesOnAfterAnAnswerThatFailed) {
    EXPECT_NE(ask("a").error.find("No model"), std::string::npos);
    load();
    EXPECT_NE(ask("memory").error.find("memory"), std::string::npos);
    EXPECT_EQ(ask("broken").error, "the volume is broken");
    EXPECT_EQ(ask("a").answer.boxes.size(), 1u);
}

TEST_F(WorkerThread, TellsWhyAModelCannotBeLoaded) {
    EXPECT_EQ(load("broken"), "failed: broken/config.json: cannot be opened");
    EXPECT_EQ(load(), "watched");
}

TEST_F(WorkerThread, StopsTheQuestionOfATicketOnly) {
    load();
    watch_.waitForStop = true;
    std::promise<Answer> first;
    Request request;
    request.volume = named("a");
    Listener listener;
    listener.onDone = [&](const Answer& a) { first.set_value(a); };
    auto ticket = worker_.ask(request, listener);
    watch_.answering.get_future().get();
    watch_.waitForStop = false;
    ticket.stop();
    EXPECT_TRUE(first.get_future().get().stopped);
    EXPECT_FALSE(ask("a").answer.stopped);
}

TEST_F(WorkerThread, TellsHowFarTheEncodingIsToWhoAskedAndToWhoPrepared) {
    load();
    std::vector<double> asked, prepared;
    std::promise<void> askEnded, prepareEnded;
    Listener listener;
    listener.onProgress = [&](double fraction) { prepared.push_back(fraction); };
    listener.onDone = [&](const Answer&) { prepareEnded.set_value(); };
    worker_.prepare(named("a"), listener);
    prepareEnded.get_future().get();
    Request request;
    request.volume = named("b");
    listener.onProgress = [&](double fraction) { asked.push_back(fraction); };
    listener.onDone = [&](const Answer&) { askEnded.set_value(); };
    worker_.ask(request, listener);
    askEnded.get_future().get();
    EXPECT_EQ(prepared, std::vector<double>{0.5});
    EXPECT_EQ(asked, std::vector<double>{0.5});
}

TEST_F(WorkerThread, ALoadThatIsStoppedBeforeItBeganKeepsTheFormerModel) {
    load();
    watch_.waitForStop = true;
    std::promise<void> answered;
    Request request;
    request.volume = named("a");
    Listener listener;
    listener.onDone = [&](const Answer&) { answered.set_value(); };
    auto question = worker_.ask(request, listener);
    watch_.answering.get_future().get();
    std::promise<std::string> ended;
    auto loading = worker_.load(
        "good", Device::Cpu, [&](const ModelInfo&) { ended.set_value("loaded"); },
        [&](const std::string& error) { ended.set_value(error); });
    loading.stop();
    watch_.waitForStop = false;
    question.stop();
    answered.get_future().get();
    EXPECT_EQ(ended.get_future().get(), "cancelled");
    EXPECT_EQ(ask("a").answer.boxes.size(), 1u);
}

TEST(WorkerWithAModel, AnswersAndReportsItsStagesInOrder) {
    const TestFolder folder("worker");
    writeTinyModel(folder.path());
    Worker worker;
    std::promise<std::string> loaded;
    worker.load(
        folder.path(), Device::Cpu, [&](const ModelInfo& i) { loaded.set_value(i.name); },
        [&](const std::string& e) { loaded.set_value(e); });
    ASSERT_EQ(loaded.get_future().get(), "tiny");
    std::vector<std::string> stages;
    std::string streamed;
    std::promise<Answer> done;
    Request request;
    request.volume = tinyScan("a");
    request.question = "Where is the liver?";
    request.sampling.maxTokens = 40;
    Listener listener;
    listener.onStage = [&](const std::string& s) { stages.push_back(s); };
    listener.onText = [&](const std::string& t) { streamed += t; };
    listener.onDone = [&](const Answer& a) { done.set_value(a); };
    listener.onError = [&](const std::string& e) {
        ADD_FAILURE() << e;
        done.set_value({});
    };
    worker.ask(request, listener);
    const auto answer = done.get_future().get();
    EXPECT_EQ(stages, (std::vector<std::string>{"encoding", "answering"}));
    EXPECT_EQ(streamed, answer.text);
    EXPECT_GT(answer.seconds.encode, 0);
    EXPECT_GE(answer.seconds.total, answer.seconds.encode);
}

TEST(WorkerWithAModel, JoinsWhileWorkIsWaiting) {
    const TestFolder folder("joins");
    writeTinyModel(folder.path());
    Worker worker;
    worker.load(folder.path(), Device::Cpu, {}, {});
    for (int i = 0; i < 5; ++i) worker.prepare(tinyScan(std::to_string(i)));
}

TEST(Cuda, SaysWhatIsMissingWhenItCannotBeUsed) {
    std::string why;
    if (cudaUsable(&why)) {
        EXPECT_TRUE(why.empty());
    } else {
        EXPECT_FALSE(why.empty());
    }
}

}  // namespace
}  // namespace dokuei::inference
