#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "inference/VolumeView.h"
#include "inference/session/Answer.h"

namespace dokuei::inference {

enum class Device { Cpu, Cuda };

/// Hears how far a long piece of work has come, 0 to 1. May be empty; called on the thread that works.
using Progress = std::function<void(double fraction)>;

/// How a model is held and what it is shown. The starter model takes only the device.
struct ModelOptions {
    /// Weights of the decoder. Automatic: as stored below 1.5 GB, int8 above on the CPU.
    enum class Weights { Automatic, AsStored, BFloat16, Int8, Int4 };

    ModelOptions(Device where = Device::Cpu) : device(where) {}
    Device device;
    Weights weights = Weights::Automatic;
    /// Most slices of a volume that are shown to a model which reads pictures; 0: the family's number, less
    /// on the CPU, where each slice takes seconds.
    int slices = 0;
    Progress progress;                              ///< of the loading
    std::shared_ptr<const std::atomic<bool>> stop;  ///< loading ends with Cancelled when it becomes true
};

struct Sampling {
    /// 0: greedy. Negative: temperature, topP and topK are the publisher's (generation_config.json).
    double temperature = 0;
    double topP = 1;
    int topK = 0;  ///< 0: all
    /// Above 1: tokens that the prompt or the answer holds become less likely (CTRL, arXiv 1909.05858).
    double repetitionPenalty = 1;
    std::uint64_t seed = 0;
    int maxTokens = 256;  ///< of the answer; what a model writes to itself before does not count
};

/// A question about the same volume that was answered before.
struct EarlierTurn {
    std::string question, answer;  ///< UTF-8
};

struct Request {
    enum class Kind { Question, DraftReport };
    Kind kind = Kind::Question;
    VolumeView volume;
    std::string question;  ///< UTF-8; unused for DraftReport
    std::string language;  ///< "ja", "en"; empty: that of the question
    Sampling sampling;
    /// The answer is a list of places, held to the model's box form so that it always parses. The starter
    /// model places what it names in any case.
    bool grounded = false;
    std::vector<EarlierTurn> history;  ///< oldest first; the starter model reads none
};

/// Called on the worker thread, in order; a receiver with a GUI posts them to its own thread.
struct Listener {
    std::function<void(const std::string& stage)> onStage;     ///< "loading", "encoding", "answering"
    Progress onProgress;                                       ///< of the stage, from models that are slow
    std::function<void(const std::string& utf8)> onText;       ///< new whole characters of the answer
    std::function<void(const std::string& utf8)> onReasoning;  ///< the same of what goes before the answer
    std::function<void(const Grounding&)> onBox;               ///< as soon as a box closes
    std::function<void(const Answer&)> onDone;                 ///< once, also after a stop
    std::function<void(const std::string& error)> onError;     ///< once, instead of onDone
};

/// Stops one question within a token.
class Ticket {
public:
    void stop() { stopped_->store(true); }
    bool stopped() const { return stopped_->load(); }
    std::shared_ptr<std::atomic<bool>> flag() const { return stopped_; }

private:
    std::shared_ptr<std::atomic<bool>> stopped_ = std::make_shared<std::atomic<bool>>(false);
};

/// A picture that a model was shown.
struct ShownPicture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;  ///< width * height * 3, row by row from the top
    std::string label;              ///< what the prompt calls it, e.g. "SLICE 12"; may be empty
    int slice = -1;                 ///< of the volume, from 0; -1: none in particular
};

/// What the model was really given, for "show what the model saw".
struct ModelInput {
    std::array<int, 3> size{0, 0, 0};        ///< voxels of the preprocessed volume, i fastest
    std::array<double, 3> spacing{0, 0, 0};  ///< mm
    std::vector<std::int16_t> hu;            ///< preprocessed values
    std::string prompt;  ///< exact text given to the tokenizer, image tokens written as <image:N>
    bool grey = false;   ///< `hu` holds brightness, 0 to 255
    std::vector<ShownPicture> pictures;  ///< of a model that reads pictures, in order; `hu` is empty then
};

struct ModelInfo {
    std::string name, directory, device, licence,
        note;  ///< note: e.g. "for demonstration, not for diagnosis"
    long long parameters = 0;
    std::string modelType;  ///< of config.json
    std::string weights;    ///< how the decoder's weights are held, e.g. "int8"
    bool seesImages =
        true;  ///< false: a chat model without a tower, which must not be taken for one that does
    std::vector<std::string> suggestedQuestionsJa, suggestedQuestionsEn;
};

class Family;
/// Opens a model directory; see inference/families/Family.h.
using OpenModel =
    std::function<std::unique_ptr<Family>(const std::string& directory, const ModelOptions& options)>;

/// One thread that owns the model. All methods may be called from any thread and return at once.
class Worker {
public:
    /// `open` replaces openModel().
    explicit Worker(OpenModel open = {});
    ~Worker();  ///< stops what runs, joins
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Loads a model directory; `done` is called on the worker thread with the info, or `failed` with an
    /// error text: no model is loaded then. The former model is given up before.
    Ticket load(const std::string& directory, const ModelOptions& options,
                std::function<void(const ModelInfo&)> done,
                std::function<void(const std::string& error)> failed);
    /// Queues a question behind those before it.
    Ticket ask(Request request, Listener listener);
    /// Encodes a volume ahead of the first question, when nothing else waits. Of the listener onProgress is
    /// called, and onDone with an empty answer or onError at the end, unless the work was dropped before it
    /// began.
    Ticket prepare(VolumeView volume, Listener listener = {});
    /// Forgets everything cached for a key (study closed).
    void forget(const std::string& key);
    /// The preprocessed input and prompt of the last question asked about `key`.
    void lastInput(const std::string& key, std::function<void(const ModelInput&)> done);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Whether a GPU and its libraries can be used; when not, `why` says what is missing.
bool cudaUsable(std::string* why = nullptr);

}  // namespace dokuei::inference
