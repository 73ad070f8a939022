#pragma once

#include <QFrame>

#include "reports/finding/Finding.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace dokuei::app {

class GrowingTextEdit;

/// One statement of a report: state mark, sentence, site, certainty, sizes, boxes, origin mark. The sentence,
/// site and certainty are edited in place.
class FindingRow : public QFrame {
    Q_OBJECT
public:
    enum class Action { Accept, Reject, Edit, Box, Remove };

    explicit FindingRow(QWidget* parent = nullptr);

    const std::string& findingId() const { return finding_.id; }
    /// Shows the finding; text that is being typed stays as it is when it already says the same.
    void show(const reports::Finding& finding, bool readOnly);
    void setSelected(bool selected);
    void setHighlighted(const QString& boxId);
    void beginEdit();
    void endEdit();
    bool editing() const { return editing_; }

Q_SIGNALS:
    void clicked();
    void actionRequested(dokuei::app::FindingRow::Action action);
    void textEdited(const QString& text);
    void siteEdited(const QString& site);
    void certaintyChosen(dokuei::reports::Certainty certainty);
    void editEnded();
    void boxHovered(const QString& linkId);
    void boxActivated(const QString& linkId);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void showTexts();
    void showMode();
    void leaveEditIfFocusLeft();
    QString detailsHtml() const;

    reports::Finding finding_;
    bool readOnly_ = false, selected_ = false, highlighted_ = false, editing_ = false;
    bool overLink_ = false;
    QLabel *state_, *sentence_, *details_, *origin_;
    GrowingTextEdit* edit_;
    QWidget *editFields_, *actions_;
    QLineEdit* site_;
    QComboBox* certainty_;
    QToolButton *accept_, *reject_, *change_, *box_, *remove_;
};

/// Words for a person, in the interface's language.
QString stateName(reports::State state);
QString originName(reports::Origin origin);
QString certaintyName(reports::Certainty certainty);

}  // namespace dokuei::app
