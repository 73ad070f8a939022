#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/chat/ModelService.h"
#include "app/report/ReportPanelImpl.h"
#include "app/settings/Icons.h"
#include "app/settings/Theme.h"

namespace dokuei::app {
namespace {

QToolButton* toolButton(QWidget* parent, const char* name, const char* iconName) {
    auto* button = new QToolButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setIcon(icon(iconName));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QPushButton* pushButton(QWidget* parent, const char* name) {
    auto* button = new QPushButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void paint(QLabel* label, const QColor& colour) {
    label->setStyleSheet(QStringLiteral("color: %1;").arg(colour.name()));
}

}  // namespace

void ReportPanel::Impl::build() {
    head = new QLabel(q);
    head->setObjectName(QStringLiteral("reportHead"));
    head->setTextFormat(Qt::PlainText);
    head->setWordWrap(true);
    undo = toolButton(q, "undo", "undo");
    redo = toolButton(q, "redo", "redo");
    exportButton = toolButton(q, "export", "export");
    exportButton->setPopupMode(QToolButton::InstantPopup);
    sign = toolButton(q, "sign", "sign");
    draft = pushButton(q, "draftReport");
    add = pushButton(q, "addFinding");
    acceptAll = pushButton(q, "acceptAll");
    auto* headRow = new QHBoxLayout;
    headRow->setSpacing(2);
    headRow->addWidget(head, 1);
    for (QToolButton* button : {undo, redo, exportButton, sign}) headRow->addWidget(button);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    buttons->addWidget(draft);
    buttons->addWidget(add);
    buttons->addWidget(acceptAll);
    buttons->addStretch(1);

    progressBox = new QFrame(q);
    progress = new QProgressBar(progressBox);
    progress->setRange(0, 0);
    progress->setTextVisible(false);
    progress->setMaximumHeight(4);
    progressText = new QLabel(progressBox);
    progressText->setObjectName(QStringLiteral("draftProgress"));
    progressText->setTextFormat(Qt::PlainText);
    progressText->setWordWrap(true);
    auto* progressColumn = new QVBoxLayout(progressBox);
    progressColumn->setContentsMargins(0, 0, 0, 0);
    progressColumn->addWidget(progress);
    progressColumn->addWidget(progressText);

    empty = new QLabel(q);
    empty->setObjectName(QStringLiteral("reportEmpty"));
    empty->setTextFormat(Qt::PlainText);
    empty->setWordWrap(true);
    manage = pushButton(q, "openModelManager");
    restart = pushButton(q, "anotherReport");

    auto* content = new QWidget;
    column = new QVBoxLayout(content);
    column->setContentsMargins(10, 0, 10, 10);
    column->setSpacing(5);
    column->addStretch(1);
    scroll = new QScrollArea(q);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    status = new QLabel(q);
    status->setObjectName(QStringLiteral("reportStatus"));
    status->setTextFormat(Qt::PlainText);
    status->setWordWrap(true);

    auto* top = new QVBoxLayout;
    top->setContentsMargins(10, 8, 10, 6);
    top->setSpacing(6);
    top->addLayout(headRow);
    top->addLayout(buttons);
    top->addWidget(progressBox);
    top->addWidget(empty);
    top->addWidget(manage, 0, Qt::AlignLeft);
    top->addWidget(restart, 0, Qt::AlignLeft);
    auto* all = new QVBoxLayout(q);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(top);
    all->addWidget(scroll, 1);
    status->setContentsMargins(10, 4, 10, 8);
    all->addWidget(status);

    refresh.setSingleShot(true);
    refresh.setInterval(0);
    QObject::connect(&refresh, &QTimer::timeout, q, [this] { showRows(); });
    QObject::connect(draft, &QPushButton::clicked, q, [this] {
        if (session && session->draftId) {
            q->stopDraft();
        } else {
            q->draft();
        }
    });
    QObject::connect(add, &QPushButton::clicked, q, [this] { addByHand(reports::Section::Finding); });
    QObject::connect(acceptAll, &QPushButton::clicked, q, [this] {
        if (editable()) attempt([&] { session->editor().acceptAll(); });
    });
    QObject::connect(undo, &QToolButton::clicked, q, &ReportPanel::undo);
    QObject::connect(redo, &QToolButton::clicked, q, &ReportPanel::redo);
    QObject::connect(sign, &QToolButton::clicked, q, [this] { askWhoSigns(); });
    QObject::connect(manage, &QPushButton::clicked, q, &ReportPanel::modelManagerRequested);
}

void ReportPanel::Impl::buildMenus() {
    delete exportButton->menu();
    auto* menu = new QMenu(exportButton);
    const auto item = [&](const QString& text, ReportExport::Format format) {
        QObject::connect(menu->addAction(text), &QAction::triggered, q,
                         [this, format] { askWhereToExport(format); });
    };
    item(ReportPanel::tr("All four into a folder..."), ReportExport::Format::All);
    menu->addSeparator();
    item(ReportPanel::tr("PDF..."), ReportExport::Format::Pdf);
    item(ReportPanel::tr("DICOM SR..."), ReportExport::Format::StructuredReport);
    item(ReportPanel::tr("JSON..."), ReportExport::Format::Json);
    item(ReportPanel::tr("Text..."), ReportExport::Format::Text);
    exportButton->setMenu(menu);
}

void ReportPanel::Impl::retranslate() {
    buildMenus();
    add->setText(ReportPanel::tr("Add finding"));
    acceptAll->setText(ReportPanel::tr("Accept all"));
    acceptAll->setToolTip(ReportPanel::tr("Accept every proposed finding"));
    exportButton->setToolTip(ReportPanel::tr("Export"));
    sign->setToolTip(ReportPanel::tr("Sign the report"));
    manage->setText(ReportPanel::tr("Open the model manager"));
    restart->setText(ReportPanel::tr("Begin another report"));
    for (QToolButton* button : {exportButton, sign}) button->setAccessibleName(button->toolTip());
    showRows();
}

QString ReportPanel::Impl::headline() const {
    if (!session) return ReportPanel::tr("No report");
    const reports::Report& report = session->report();
    switch (report.state) {
        case reports::ReportState::Signed:
            return ReportPanel::tr("Signed by %1 on %2")
                .arg(QString::fromStdString(report.signedBy),
                     QString::fromStdString(report.signedAt).left(10));
        case reports::ReportState::Preliminary:
            return ReportPanel::tr("Preliminary report");
        case reports::ReportState::Draft:
            break;
    }
    const int undecided = session->editor().undecided();
    return undecided ? ReportPanel::tr("Draft, %n finding(s) to decide", nullptr, undecided)
                     : ReportPanel::tr("Draft");
}

void ReportPanel::Impl::showState() {
    const Colours& c = colours();
    const bool ready = service->state() == ModelService::State::Ready;
    const bool drafting = session && session->draftId != 0;
    const bool any = session && !session->report().findings.empty();
    head->setText(headline());
    head->setStyleSheet(QStringLiteral("color: %1; font-weight: 600;").arg(c.text.name()));
    draft->setText(drafting ? ReportPanel::tr("Stop") : ReportPanel::tr("Draft report"));
    draft->setIcon(icon(drafting ? "stop" : "sparkle"));
    draft->setToolTip(drafting ? ReportPanel::tr("Stop drafting (Esc)")
                      : ready  ? ReportPanel::tr("Let the model propose findings; what you wrote stays")
                               : service->stateText());
    const bool complete = volume && volume->complete();
    draft->setEnabled(drafting || (editable() && ready && complete));
    draft->setVisible(!session || !session->editor().readOnly());
    add->setVisible(draft->isVisibleTo(q));
    acceptAll->setVisible(draft->isVisibleTo(q));
    add->setEnabled(editable());
    acceptAll->setEnabled(editable() && session->editor().undecided() > 0);
    reports::ReportEditor* editor = editable() ? &session->editor() : nullptr;
    undo->setEnabled(editor && editor->canUndo());
    redo->setEnabled(editor && editor->canRedo());
    const auto named = [](const QString& what, const QString& step) {
        return step.isEmpty() ? what : QStringLiteral("%1: %2").arg(what, step);
    };
    undo->setToolTip(named(ReportPanel::tr("Undo (Ctrl+Z)"), editor ? editor->undoText() : QString()));
    redo->setToolTip(named(ReportPanel::tr("Redo (Ctrl+Shift+Z)"), editor ? editor->redoText() : QString()));
    undo->setAccessibleName(undo->toolTip());
    redo->setAccessibleName(redo->toolTip());
    exportButton->setEnabled(any);
    sign->setEnabled(editable() && any && store);

    progressBox->setVisible(drafting);
    if (drafting) {
        const QString& stage = session->draftStage;
        const QString what = stage == QLatin1String("loading") ? ReportPanel::tr("Loading the model...")
                             : stage == QLatin1String("encoding")
                                 ? ReportPanel::tr("Looking at the images...")
                             : session->draftText.isEmpty() ? ReportPanel::tr("Waiting for the model...")
                                                            : session->draftText.right(160);
        const bool measured = session->draftText.isEmpty() && session->draftProgress >= 0;
        progress->setRange(0, measured ? 1000 : 0);
        progress->setValue(measured ? int(session->draftProgress * 1000) : 0);
        progressText->setText(what);
        paint(progressText, c.dimText);
    }
    const bool loading = session && session->phase() == ReportSession::Phase::Loading;
    QString note;
    if (!volume) {
        note = ReportPanel::tr("Open a study to report on it.");
    } else if (loading) {
        note = ReportPanel::tr("Loading the report...");
    } else if (!any && !drafting) {
        note = ready ? ReportPanel::tr(
                           "Nothing in this report yet. Let the model draft it, add a finding by hand, or "
                           "draw a box in the images.")
                     : ReportPanel::tr(
                           "Nothing in this report yet. Add a finding by hand, or draw a box in the "
                           "images.") +
                           '\n' + service->stateText();
    }
    empty->setText(note);
    empty->setVisible(!note.isEmpty());
    paint(empty, c.dimText);
    const bool noModel =
        service->state() == ModelService::State::NoModel || service->state() == ModelService::State::Failed;
    manage->setVisible(volume && !any && noModel);
    restart->setVisible(session && session->editor().readOnly());
    status->setVisible(!status->text().isEmpty());
    if (std::exchange(busy, drafting) != drafting) Q_EMIT q->busyChanged(drafting);
}

}  // namespace dokuei::app
