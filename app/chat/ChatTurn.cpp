#include "app/chat/ChatTurn.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cmath>

#include "app/chat/Confidence.h"

namespace dokuei::app {
namespace {

template <class Numbers>
QJsonArray toArray(const Numbers& numbers) {
    QJsonArray array;
    for (const auto number : numbers) array.append(number);
    return array;
}

template <class Numbers>
void fromArray(const QJsonValue& value, Numbers& numbers) {
    const QJsonArray array = value.toArray();
    if (array.size() != qsizetype(numbers.size())) return;
    for (std::size_t n = 0; n < numbers.size(); ++n) {
        numbers[n] = static_cast<typename Numbers::value_type>(array[qsizetype(n)].toDouble());
    }
}

QJsonObject toJson(const inference::Grounding& box) {
    QJsonObject json{{"key", QString::fromStdString(box.key)},
                     {"label", QString::fromStdString(box.label)},
                     {"voxel", toArray(box.voxel)},
                     {"lps", toArray(box.lps)},
                     {"textBegin", qint64(box.textBegin)},
                     {"textEnd", qint64(box.textEnd)},
                     {"confidence", box.confidence},
                     {"lesion", box.lesion}};
    if (box.volumeMl) json["volumeMl"] = *box.volumeMl;
    if (box.meanHu) json["meanHu"] = *box.meanHu;
    if (box.diameterMm) json["diameterMm"] = *box.diameterMm;
    return json;
}

std::optional<double> optionalNumber(const QJsonValue& value) {
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

inference::Grounding groundingFromJson(const QJsonObject& json) {
    inference::Grounding box;
    box.key = json["key"].toString().toStdString();
    box.label = json["label"].toString().toStdString();
    fromArray(json["voxel"], box.voxel);
    fromArray(json["lps"], box.lps);
    box.textBegin = std::size_t(std::max<qint64>(0, json["textBegin"].toInteger()));
    box.textEnd = std::size_t(std::max<qint64>(0, json["textEnd"].toInteger()));
    box.confidence = json["confidence"].toDouble();
    box.lesion = json["lesion"].toBool();
    box.volumeMl = optionalNumber(json["volumeMl"]);
    box.meanHu = optionalNumber(json["meanHu"]);
    box.diameterMm = optionalNumber(json["diameterMm"]);
    return box;
}

bool startsCharacter(const std::string& utf8, std::size_t at) {
    return at >= utf8.size() || (static_cast<unsigned char>(utf8[at]) & 0xC0) != 0x80;
}

QString escaped(const std::string& utf8, std::size_t begin, std::size_t end) {
    return QString::fromUtf8(utf8.data() + begin, qsizetype(end - begin))
        .toHtmlEscaped()
        .replace('\n', "<br>");
}

}  // namespace

void ChatTurn::renumberBoxes() {
    boxes.clear();
    for (const inference::Grounding& grounding : answer.boxes) {
        const int number = int(boxes.size()) + 1;
        boxes.append({QStringLiteral("%1:%2").arg(id).arg(number), number, grounding});
    }
}

QString ChatTurn::reasoning() const {
    return QString::fromStdString(answer.reasoning).trimmed();
}

bool ChatTurn::thinking() const {
    return running() && answer.text.empty() && !answer.reasoning.empty();
}

QString ChatTurn::answerText() const {
    return QString::fromStdString(answer.text);
}

double ChatTurn::tokensPerSecond() const {
    if (answer.tokensPerSecond > 0) return answer.tokensPerSecond;
    const double seconds = answer.seconds.total - answer.seconds.firstToken;
    return answer.tokens > 1 && seconds > 0 ? (answer.tokens - 1) / seconds : 0;
}

BoxMarks ChatTurn::marks() const {
    BoxMarks marks;
    for (const ChatBox& box : boxes) {
        QString label = QString::fromStdString(box.grounding.label);
        if (isUnsure(box.grounding.confidence)) label += QStringLiteral(" (%1)").arg(unsureText());
        marks.push_back({box.id, label, box.grounding.lps, true, box.grounding.lesion});
    }
    return marks;
}

QByteArray ChatTurn::payload() const {
    QJsonArray boxArray, rejected, unsure;
    for (const inference::Grounding& box : answer.boxes) boxArray.append(toJson(box));
    for (const std::string& reason : answer.rejectedBoxes) rejected.append(QString::fromStdString(reason));
    for (const inference::UnsureSentence& sentence : answer.unsure) {
        unsure.append(QJsonObject{{"textBegin", qint64(sentence.textBegin)},
                                  {"textEnd", qint64(sentence.textEnd)},
                                  {"confidence", sentence.confidence}});
    }
    const QJsonObject seconds{{"load", answer.seconds.load},
                              {"encode", answer.seconds.encode},
                              {"firstToken", answer.seconds.firstToken},
                              {"total", answer.seconds.total}};
    return QJsonDocument(QJsonObject{{"turn", id},
                                     {"firstImage", firstImage},
                                     {"boxes", boxArray},
                                     {"rejectedBoxes", rejected},
                                     {"unsure", unsure},
                                     {"reasoning", QString::fromStdString(answer.reasoning)},
                                     {"slicesShown", answer.slicesShown},
                                     {"slicesInVolume", answer.slicesInVolume},
                                     {"cut", answer.cut},
                                     {"sawImage", answer.sawImage},
                                     {"tokens", answer.tokens},
                                     {"tokensPerSecond", answer.tokensPerSecond},
                                     {"stopped", answer.stopped},
                                     {"error", error},
                                     {"seconds", seconds}})
        .toJson(QJsonDocument::Compact);
}

void ChatTurn::readPayload(const QByteArray& json) {
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (const QString stored = object["turn"].toString(); !stored.isEmpty()) id = stored;
    firstImage = object["firstImage"].toString();
    answer.boxes.clear();
    for (const QJsonValue& box : object["boxes"].toArray())
        answer.boxes.push_back(groundingFromJson(box.toObject()));
    answer.rejectedBoxes.clear();
    for (const QJsonValue& reason : object["rejectedBoxes"].toArray()) {
        answer.rejectedBoxes.push_back(reason.toString().toStdString());
    }
    answer.unsure.clear();
    for (const QJsonValue& value : object["unsure"].toArray()) {
        const QJsonObject sentence = value.toObject();
        answer.unsure.push_back({std::size_t(std::max<qint64>(0, sentence["textBegin"].toInteger())),
                                 std::size_t(std::max<qint64>(0, sentence["textEnd"].toInteger())),
                                 sentence["confidence"].toDouble()});
    }
    answer.reasoning = object["reasoning"].toString().toStdString();
    answer.slicesShown = object["slicesShown"].toInt();
    answer.slicesInVolume = object["slicesInVolume"].toInt();
    answer.cut = object["cut"].toBool();
    answer.sawImage = object["sawImage"].toBool(true);
    answer.tokens = object["tokens"].toInt();
    answer.tokensPerSecond = object["tokensPerSecond"].toDouble();
    answer.stopped = object["stopped"].toBool();
    error = object["error"].toString();
    const QJsonObject seconds = object["seconds"].toObject();
    answer.seconds = {seconds["load"].toDouble(), seconds["encode"].toDouble(),
                      seconds["firstToken"].toDouble(), seconds["total"].toDouble()};
    state = !error.isEmpty() ? State::Failed : answer.stopped ? State::Stopped : State::Done;
    renumberBoxes();
}

QString answerHtml(const ChatTurn& turn, bool caret, const QString& linkColour, const QString& unsureColour) {
    const std::string& text = turn.answer.text;
    QList<ChatBox> boxes = turn.boxes;
    std::stable_sort(boxes.begin(), boxes.end(), [](const ChatBox& a, const ChatBox& b) {
        return a.grounding.textBegin < b.grounding.textBegin;
    });
    const QString link = QStringLiteral("<a href=\"box:%1\" style=\"color:%2;\">%3</a>");
    QString html;
    std::size_t at = 0;
    auto unsure = turn.answer.unsure.cbegin();
    const auto last = turn.answer.unsure.cend();
    // Plain text up to a place, with the words that follow an unsure sentence.
    const auto writeTo = [&](std::size_t end) {
        for (; unsure != last && std::min(unsure->textEnd, text.size()) <= end; ++unsure) {
            // The words are not lost when the sentence ends within a link or a character.
            std::size_t place = std::max(at, std::min(unsure->textEnd, text.size()));
            while (!startsCharacter(text, place)) ++place;
            html += escaped(text, at, place);
            html +=
                QStringLiteral(" <a href=\"unsure:%1\" style=\"color:%2; text-decoration:none;\">(%3)</a>")
                    .arg(unsure->confidence)
                    .arg(unsureColour, unsureText().toHtmlEscaped());
            at = place;
        }
        html += escaped(text, at, end);
        at = end;
    };
    for (qsizetype n = 0; n < boxes.size();) {
        const std::size_t begin = boxes[n].grounding.textBegin, end = boxes[n].grounding.textEnd;
        const bool fits = begin >= at && begin < end && end <= text.size() && startsCharacter(text, begin) &&
                          startsCharacter(text, end);
        if (!fits) {
            ++n;
            continue;
        }
        writeTo(begin);
        html += link.arg(boxes[n].id, linkColour, escaped(text, begin, end));
        // Several boxes may stand behind one phrase ("both kidneys"): each gets its number.
        for (; n < boxes.size() && boxes[n].grounding.textBegin == begin; ++n) {
            html += link.arg(boxes[n].id, linkColour, QStringLiteral("<sup>[%1]</sup>").arg(boxes[n].number));
        }
        at = end;
    }
    writeTo(text.size());
    if (caret) html += QStringLiteral("&#9613;");
    return html;
}

QString sizeText(const std::array<double, 6>& lps) {
    const auto extent = [&](int axis) {
        return QString::number(std::lround(std::abs(lps[axis + 3] - lps[axis])));
    };
    return QStringLiteral("%1 x %2 x %3 mm").arg(extent(0), extent(1), extent(2));
}

}  // namespace dokuei::app
