#include <QCoreApplication>

#include "app/settings/Reasons.h"

namespace dokuei::app {
namespace {

constexpr const char* reasons[] = {
    QT_TRANSLATE_NOOP("Reasons", "No model is loaded."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "There is not enough memory for this answer. Close other studies or programs and ask again."),
    QT_TRANSLATE_NOOP(
        "Reasons", "The GPU has not enough memory for this answer. Close other programs or choose the CPU."),
    QT_TRANSLATE_NOOP("Reasons", "The model failed: %1"),
    QT_TRANSLATE_NOOP("Reasons", "is no model directory"),
    QT_TRANSLATE_NOOP("Reasons", "does not name a model_type"),
    QT_TRANSLATE_NOOP("Reasons", "describes a model of type %1, which this program does not know"),
    QT_TRANSLATE_NOOP("Reasons", "cannot run on the GPU: %1"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be mapped (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be read"),
    QT_TRANSLATE_NOOP("Reasons", "is not a plain file"),
    QT_TRANSLATE_NOOP("Reasons", "is too short to hold weights"),
    QT_TRANSLATE_NOOP("Reasons", "is truncated: its header does not fit into the file"),
    QT_TRANSLATE_NOOP("Reasons", "has a damaged header: it claims %1 bytes"),
    QT_TRANSLATE_NOOP("Reasons", "has a damaged header (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "has a damaged header"),
    QT_TRANSLATE_NOOP("Reasons", "lists the tensor %1 twice"),
    QT_TRANSLATE_NOOP("Reasons", "has a gap before tensor %1"),
    QT_TRANSLATE_NOOP("Reasons", "holds bytes that belong to no tensor"),
    QT_TRANSLATE_NOOP("Reasons", "does not list the weights"),
    QT_TRANSLATE_NOOP("Reasons", "does not name the file of tensor %1"),
    QT_TRANSLATE_NOOP("Reasons", "names a file outside the model directory: %1"),
    QT_TRANSLATE_NOOP("Reasons", "tensor %1 has another shape than config.json tells"),
    QT_TRANSLATE_NOOP("Reasons", "tensor %1 has another shape than the configuration tells"),
    QT_TRANSLATE_NOOP("Reasons", "tensor %1 is not part of this model"),
    QT_TRANSLATE_NOOP("Reasons", "tensor %1 is of a type that weights cannot have"),
    QT_TRANSLATE_NOOP("Reasons", "tensor %1 overlaps another one"),
    QT_TRANSLATE_NOOP("Reasons", "tensor %1 is missing"),
    QT_TRANSLATE_NOOP("Reasons", "lies beyond the end of the file, which may be truncated"),
    QT_TRANSLATE_NOOP("Reasons", "has a range that does not fit its type and shape"),
    QT_TRANSLATE_NOOP("Reasons", "has a range that ends before it begins"),
    QT_TRANSLATE_NOOP("Reasons", "has a shape that makes no sense"),
    QT_TRANSLATE_NOOP("Reasons", "has the type %1, which is not supported"),
    QT_TRANSLATE_NOOP("Reasons", "has no range"),
    QT_TRANSLATE_NOOP("Reasons", "has more tokens than the decoder that config.json describes"),
    QT_TRANSLATE_NOOP("Reasons", "holds sizes that make no sense"),
    QT_TRANSLATE_NOOP("Reasons", "is not a configuration of the starter model (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "lacks the control token %1"),
    QT_TRANSLATE_NOOP("Reasons", "lacks the entry %1"),
    QT_TRANSLATE_NOOP("Reasons", "leaves no room for a question beside the image"),
    QT_TRANSLATE_NOOP("Reasons", "line %1 does not have three columns"),
    QT_TRANSLATE_NOOP("Reasons", "is not a tokenizer description (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "is too large for a tokenizer"),
    QT_TRANSLATE_NOOP("Reasons", "Unicode normalisation is not available on this machine"),
    QT_TRANSLATE_NOOP("Reasons", "a text cannot be normalised"),
    QT_TRANSLATE_NOOP("Reasons", "a merge does not join two tokens"),
    QT_TRANSLATE_NOOP("Reasons", "a merge joins nothing"),
    QT_TRANSLATE_NOOP("Reasons", "a token is longer than %1 bytes"),
    QT_TRANSLATE_NOOP("Reasons", "an added token is empty or too long"),
    QT_TRANSLATE_NOOP("Reasons", "an empty pattern matches nothing"),
    QT_TRANSLATE_NOOP("Reasons", "its steps are nested too deeply or too many"),
    QT_TRANSLATE_NOOP("Reasons", "the decoder %1 is not supported"),
    QT_TRANSLATE_NOOP("Reasons", "the decoder replaces an empty text"),
    QT_TRANSLATE_NOOP("Reasons", "the decoder's configuration holds sizes that make no sense"),
    QT_TRANSLATE_NOOP("Reasons", "the list of added tokens is malformed or too long"),
    QT_TRANSLATE_NOOP("Reasons", "the list of merges is missing or too long"),
    QT_TRANSLATE_NOOP("Reasons", "the merge \"%1\" does not join two tokens"),
    QT_TRANSLATE_NOOP("Reasons", "the merge of \"%1\" and \"%2\" uses a token that is not in the vocabulary"),
    QT_TRANSLATE_NOOP("Reasons", "the model type %1 is not supported, only BPE is"),
    QT_TRANSLATE_NOOP("Reasons", "the model's %1 is not supported"),
    QT_TRANSLATE_NOOP("Reasons", "the normalizer %1 is not supported"),
    QT_TRANSLATE_NOOP("Reasons", "the pattern %1 is not a regular expression (%2)"),
    QT_TRANSLATE_NOOP("Reasons", "the pre-tokenizer %1 is not supported"),
    QT_TRANSLATE_NOOP("Reasons", "the split behaviour %1 is not supported"),
    QT_TRANSLATE_NOOP("Reasons", "the token %1 has an id that makes no sense"),
    QT_TRANSLATE_NOOP("Reasons", "the token %1 has the id %2, which makes no sense"),
    QT_TRANSLATE_NOOP("Reasons", "the tokenizer's pattern does not come to an end on this text (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "the tokens %1 and %2 share the id %3"),
    QT_TRANSLATE_NOOP("Reasons", "the unknown token is not in the vocabulary"),
    QT_TRANSLATE_NOOP("Reasons", "the vocabulary has no token %1"),
    QT_TRANSLATE_NOOP("Reasons", "the vocabulary is empty or too large"),
    QT_TRANSLATE_NOOP("Reasons", "the question is too long for this model"),
    QT_TRANSLATE_NOOP("Reasons", "the text is longer than the model can hold (%1 tokens)"),
    QT_TRANSLATE_NOOP("Reasons", "the answer's memory is full"),
    QT_TRANSLATE_NOOP("Reasons", "the cache does not hold that many positions"),
    QT_TRANSLATE_NOOP("Reasons", "the cached prefix does not fit"),
    QT_TRANSLATE_NOOP("Reasons", "a cache of %1 positions is more than the model can hold (%2)"),
    QT_TRANSLATE_NOOP("Reasons", "the volume's geometry makes no sense"),
    QT_TRANSLATE_NOOP("Reasons", "the field of view (%1 cm) is larger than the model can take"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "there is not enough memory to read a field of view of %1 cm: close other studies or programs"),
    QT_TRANSLATE_NOOP("Reasons", "tensor %1 %2"),
};

}  // namespace

std::span<const char* const> modelReasons() {
    return reasons;
}

}  // namespace dokuei::app
