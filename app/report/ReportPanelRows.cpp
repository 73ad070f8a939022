#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "app/chat/BoxRow.h"
#include "app/report/ReportPanelImpl.h"
#include "app/settings/Theme.h"

namespace dokuei::app {
namespace {

using reports::Finding;
using reports::Section;

QLabel* heading(QWidget* parent, const QString& text) {
    auto* label = new QLabel(text, parent);
    label->setObjectName(QStringLiteral("groupHeading"));
    label->setStyleSheet(QStringLiteral("color: %1; font-weight: 600; padding: 6px 2px 2px 2px;")
                             .arg(colours().dimText.name()));
    label->setVisible(true);
    return label;
}

struct Groups {
    std::vector<const Finding*> findings, impressions, unlinked;
};

Groups groupsOf(const reports::Report& report) {
    Groups groups;
    for (const Finding& finding : report.findings) {
        if (finding.section == Section::Impression) {
            groups.impressions.push_back(&finding);
        } else if (finding.links.empty()) {
            groups.unlinked.push_back(&finding);
        } else {
            groups.findings.push_back(&finding);
        }
    }
    return groups;
}

}  // namespace

FindingRow* ReportPanel::Impl::rowOf(const std::string& findingId) {
    const auto found = std::ranges::find(rows, findingId, &FindingRow::findingId);
    return found == rows.end() ? nullptr : *found;
}

void ReportPanel::Impl::showRows() {
    refresh.stop();
    const int position = scroll->verticalScrollBar()->value();
    // Rows and boxes may be the sender of the signal that led here, so none is deleted at once.
    const auto retire = [this](QWidget* widget) {
        column->removeWidget(widget);
        widget->setVisible(false);
        widget->deleteLater();
    };
    for (QWidget* extra : std::exchange(extras, {})) retire(extra);
    for (FindingRow* row : rows) column->removeWidget(row);
    std::vector<FindingRow*> before = std::move(rows);
    rows.clear();
    int at = 0;
    const auto addGroup = [&](const QString& title, const std::vector<const Finding*>& group) {
        if (group.empty()) return;
        extras.push_back(heading(scroll->widget(), title));
        column->insertWidget(at++, extras.back());
        for (const Finding* finding : group) {
            // A row that is being typed into must stay the same widget.
            const auto known = std::ranges::find(before, finding->id, &FindingRow::findingId);
            FindingRow* row = nullptr;
            if (known != before.end()) {
                row = *known;
                before.erase(known);
            } else {
                row = new FindingRow(scroll->widget());
                connectRow(row);
            }
            row->show(*finding, !editable());
            row->setSelected(finding->id == selected);
            row->setVisible(true);
            column->insertWidget(at++, row);
            rows.push_back(row);
        }
    };
    if (session) {
        const Groups groups = groupsOf(session->report());
        addGroup(ReportPanel::tr("Findings"), groups.findings);
        addGroup(ReportPanel::tr("Impression"), groups.impressions);
        addGroup(ReportPanel::tr("Not linked to an image"), groups.unlinked);
        addLooseBoxes();
    }
    for (FindingRow* row : before) retire(row);
    if (!selected.empty() && !rowOf(selected)) selected.clear();
    QWidget* previous = add;
    for (FindingRow* row : rows) {
        QWidget::setTabOrder(previous, row);
        previous = row;
    }
    scroll->verticalScrollBar()->setValue(position);
    showState();
    announceBoxes();
}

void ReportPanel::Impl::addLooseBoxes() {
    if (!volume) return;
    const auto here = [this](const ReportSession::LooseBox& box) {
        return box.holdsIn(volume->geometry().frameOfReferenceUid, volume->identity.seriesUid);
    };
    if (std::ranges::none_of(session->looseBoxes(), here)) return;
    const auto put = [this](QWidget* widget) {
        column->insertWidget(column->count() - 1, widget);
        widget->setVisible(true);
        extras.push_back(widget);
    };
    put(heading(scroll->widget(), ReportPanel::tr("Boxes without a sentence")));
    int number = 0;
    for (const ReportSession::LooseBox& loose : session->looseBoxes()) {
        if (!here(loose)) continue;
        auto* row =
            new BoxRow({loose.id, ++number, loose.grounding}, volume->geometry().size[2], scroll->widget());
        QObject::connect(row, &BoxRow::hovered, q, &ReportPanel::boxHovered);
        QObject::connect(row, &BoxRow::activated, q, &ReportPanel::goToBox);
        // Queued: the row is deleted while it is turned into a finding.
        QObject::connect(
            row, &BoxRow::findingRequested, q, [this](const QString& id) { findingOfLooseBox(id); },
            Qt::QueuedConnection);
        put(row);
    }
}

void ReportPanel::Impl::connectRow(FindingRow* row) {
    QObject::connect(row, &FindingRow::clicked, q, [this, row] {
        select(row->findingId(), true);
        row->setFocus(Qt::MouseFocusReason);
    });
    QObject::connect(row, &FindingRow::actionRequested, q,
                     [this, row](FindingRow::Action action) { act(row->findingId(), action); });
    QObject::connect(row, &FindingRow::textEdited, q, [this, row](const QString& text) {
        if (editable()) attempt([&] { session->editor().editText(row->findingId(), text.toStdString()); });
    });
    QObject::connect(row, &FindingRow::siteEdited, q, [this, row](const QString& site) {
        // A site typed by hand has no key in the anatomy table.
        if (editable()) attempt([&] { session->editor().setSite(row->findingId(), {}, site.toStdString()); });
    });
    QObject::connect(row, &FindingRow::certaintyChosen, q, [this, row](reports::Certainty certainty) {
        if (editable()) attempt([&] { session->editor().setCertainty(row->findingId(), certainty); });
    });
    QObject::connect(row, &FindingRow::editEnded, q, [this] {
        if (session) session->editor().closeEdit();
    });
    QObject::connect(row, &FindingRow::boxHovered, q, [this](const QString& id) {
        q->highlightBox(id);
        Q_EMIT q->boxHovered(id);
    });
    QObject::connect(row, &FindingRow::boxActivated, q, [this, row](const QString& id) {
        select(row->findingId(), false);
        Q_EMIT q->goToBox(id);
    });
    row->setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(row, &QWidget::customContextMenuRequested, q, [this, row](const QPoint& position) {
        select(row->findingId(), false);
        showContextMenu(row->findingId(), row->mapToGlobal(position));
    });
}

void ReportPanel::Impl::select(const std::string& findingId, bool goThere) {
    selected = findingId;
    for (FindingRow* row : rows) {
        const bool is = row->findingId() == findingId;
        row->setSelected(is);
        if (!is && row->editing()) row->endEdit();
    }
    FindingRow* row = rowOf(findingId);
    const Finding* finding = session ? session->editor().find(findingId) : nullptr;
    if (!row || !finding) return;
    scroll->ensureWidgetVisible(row);
    if (goThere && !finding->links.empty())
        Q_EMIT q->goToBox(QString::fromStdString(finding->links.front().id));
}

void ReportPanel::Impl::step(int direction) {
    if (rows.empty()) return;
    const int count = int(rows.size());
    const auto current = std::ranges::find(rows, selected, &FindingRow::findingId);
    const int from = current == rows.end() ? (direction > 0 ? -1 : count) : int(current - rows.begin());
    const int to = std::clamp(from + direction, 0, count - 1);
    FindingRow* row = rows[std::size_t(to)];
    select(row->findingId(), true);
    row->setFocus(Qt::OtherFocusReason);
}

void ReportPanel::Impl::act(const std::string& findingId, FindingRow::Action action) {
    if (!editable()) return;
    reports::ReportEditor& editor = session->editor();
    // The id may lie in the row that is about to go.
    const std::string id = findingId;
    select(id, false);
    attempt([&] {
        const Finding* finding = editor.find(id);
        if (!finding) return;
        switch (action) {
            case FindingRow::Action::Accept:
                editor.accept(id);
                break;
            case FindingRow::Action::Reject:
                if (finding->state == reports::State::Rejected) {
                    editor.restore(id);
                } else {
                    editor.reject(id);
                }
                break;
            case FindingRow::Action::Edit:
                if (FindingRow* row = rowOf(id)) row->beginEdit();
                break;
            case FindingRow::Action::Box:
                Q_EMIT q->drawBoxRequested(QString::fromStdString(id));
                break;
            case FindingRow::Action::Remove: {
                const auto at = std::ranges::find(rows, id, &FindingRow::findingId);
                const auto next = at == rows.end()       ? rows.end()
                                  : at + 1 != rows.end() ? at + 1
                                  : at != rows.begin()   ? at - 1
                                                         : rows.end();
                const std::string neighbour = next == rows.end() ? std::string() : (*next)->findingId();
                editor.remove(id);
                showRows();
                select(neighbour, false);
                if (FindingRow* row = rowOf(neighbour)) row->setFocus(Qt::OtherFocusReason);
                tell(ReportPanel::tr("Finding deleted. Ctrl+Z brings it back."), false);
                break;
            }
        }
    });
}

void ReportPanel::Impl::showContextMenu(const std::string& findingId, const QPoint& globalPosition) {
    const Finding* finding = session ? session->editor().find(findingId) : nullptr;
    if (!finding || !editable()) return;
    auto* menu = new QMenu(q);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::string id = findingId;
    const auto item = [&](const QString& text, auto work) {
        QAction* action = menu->addAction(text);
        // What the menu was made for may be gone by the time it is used.
        QObject::connect(action, &QAction::triggered, q, [this, id, work] {
            if (editable() && session->editor().find(id)) attempt([&] { work(session->editor(), id); });
        });
        return action;
    };
    using Editor = reports::ReportEditor;
    using Action = FindingRow::Action;
    item(ReportPanel::tr("Accept"), [](Editor& editor, const std::string& id) { editor.accept(id); });
    item(finding->state == reports::State::Rejected ? ReportPanel::tr("Take back the rejection")
                                                    : ReportPanel::tr("Reject"),
         [this](Editor&, const std::string& id) { act(id, Action::Reject); });
    item(ReportPanel::tr("Edit"), [this](Editor&, const std::string& id) { act(id, Action::Edit); });
    if (finding->origin == reports::Origin::AiEdited) {
        item(ReportPanel::tr("Back to the AI's words"),
             [](Editor& editor, const std::string& id) { editor.restoreAiText(id); });
    }
    const bool isFinding = finding->section == Section::Finding;
    item(isFinding ? ReportPanel::tr("Move to the impression") : ReportPanel::tr("Move to the findings"),
         [isFinding](Editor& editor, const std::string& id) {
             editor.setSection(id, isFinding ? Section::Impression : Section::Finding);
         });
    const int at = int(finding - session->report().findings.data());
    item(ReportPanel::tr("Move up"), [at](Editor& editor, const std::string& id) {
        editor.move(id, at - 1);
    })->setEnabled(at > 0);
    item(ReportPanel::tr("Move down"), [at](Editor& editor, const std::string& id) {
        editor.move(id, at + 1);
    })->setEnabled(at + 1 < int(session->report().findings.size()));
    menu->addSeparator();
    item(ReportPanel::tr("Draw a box for it"),
         [this](Editor&, const std::string& id) { act(id, Action::Box); });
    int number = 0;
    for (const reports::EvidenceLink& link : finding->links) {
        item(ReportPanel::tr("Remove box [%1] %2").arg(++number).arg(QString::fromStdString(link.label)),
             [linkId = link.id](Editor& editor, const std::string& id) { editor.unlink(id, linkId); });
    }
    menu->addSeparator();
    item(ReportPanel::tr("Delete"), [this](Editor&, const std::string& id) { act(id, Action::Remove); });
    menu->popup(globalPosition);
}

}  // namespace dokuei::app
