#include "app/settings/ReasonText.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <vector>

#include "app/settings/Language.h"
#include "app/settings/Reasons.h"

namespace dokuei::app {
namespace {

struct Pattern {
    const char* source;
    QRegularExpression expression;
};

const std::vector<Pattern>& patterns() {
    static const std::vector<Pattern> all = [] {
        std::vector<Pattern> made;
        for (const auto& reasons : {answerReasons(), viewerReasons(), modelReasons()})
            for (const char* reason : reasons) {
                QString expression = QRegularExpression::escape(QLatin1String(reason));
                for (int n = 1; n <= 9; ++n)
                    expression.replace(QStringLiteral("\\%%1").arg(n), QStringLiteral("(.+?)"));
                made.push_back(
                    {reason, QRegularExpression(QStringLiteral("^(?:(.*): )?%1$").arg(expression))});
            }
        return made;
    }();
    return all;
}

}  // namespace

QString readableReason(const std::string& text) {
    const QString whole = QString::fromStdString(text);
    if (currentLanguage() == QLatin1String("en")) return whole;
    for (const Pattern& pattern : patterns()) {
        const auto match = pattern.expression.match(whole);
        if (!match.hasMatch()) continue;
        QString told = QCoreApplication::translate("Reasons", pattern.source);
        for (int n = 2; n <= match.lastCapturedIndex(); ++n)
            told.replace(QStringLiteral("%%1").arg(n - 1), readableReason(match.captured(n).toStdString()));
        const QString file = match.captured(1);
        return file.isEmpty() ? told : file + QStringLiteral(": ") + told;
    }
    return whole;
}

}  // namespace dokuei::app
