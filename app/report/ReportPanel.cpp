#include "app/report/ReportPanel.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <algorithm>

#include "app/bridge/Bridge.h"
#include "app/chat/ModelService.h"
#include "app/report/ReportPanelImpl.h"
#include "app/report/SignDialog.h"
#include "app/settings/Language.h"
#include "app/settings/ReasonText.h"
#include "app/settings/Theme.h"
#include "reports/store/Autosave.h"

namespace dokuei::app {
namespace {

/// Whether the keyboard is in a field that wants plain keys for itself.
bool typing() {
    const QWidget* focus = QApplication::focusWidget();
    return qobject_cast<const QPlainTextEdit*>(focus) || qobject_cast<const QLineEdit*>(focus) ||
           qobject_cast<const QComboBox*>(focus) || qobject_cast<const QAbstractSpinBox*>(focus);
}

bool isOurKey(const QKeyEvent& event) {
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (event.key() == Qt::Key_Z) return modifiers & Qt::ControlModifier;
    if (modifiers & ~Qt::ShiftModifier) return false;
    switch (event.key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_A:
        case Qt::Key_X:
        case Qt::Key_B:
        case Qt::Key_Delete:
        case Qt::Key_Space:
            return true;
        default:
            return false;
    }
}

/// Studies of several patients may share a UID when they were badly de-identified.
QString sessionKey(const std::string& studyUid, const std::string& patientId) {
    return QString::fromStdString(studyUid + '\n' + patientId);
}

/// Who picks a box for the report has decided: a later draft does not sweep it away.
reports::Finding picked(reports::Finding finding) {
    finding.state = reports::State::Accepted;
    return finding;
}

}  // namespace

void ReportPanel::Impl::tell(const QString& text, bool error) {
    status->setText(text);
    status->setStyleSheet(
        QStringLiteral("color: %1;").arg((error ? colours().error : colours().dimText).name()));
    status->setVisible(!text.isEmpty());
    Q_EMIT q->message(text, error);
}

ReportSession* ReportPanel::Impl::drafting(int id) const {
    for (ReportSession* each : sessions) {
        if (id != 0 && each->draftId == id) return each;
    }
    return nullptr;
}

void ReportPanel::Impl::connectService() {
    QObject::connect(service, &ModelService::stateChanged, q, [this] { showState(); });
    QObject::connect(service, &ModelService::stageChanged, q,
                     [this](int id, const QString&, const QString& stage) {
                         if (ReportSession* of = drafting(id)) {
                             of->draftStage = stage;
                             of->draftProgress = -1;
                             showState();
                         }
                     });
    QObject::connect(service, &ModelService::progressed, q, [this](int id, const QString&, double fraction) {
        if (ReportSession* of = drafting(id)) {
            of->draftProgress = fraction;
            showState();
        }
    });
    QObject::connect(service, &ModelService::textArrived, q,
                     [this](int id, const QString&, const QString& text) {
                         if (ReportSession* of = drafting(id)) {
                             of->draftText += text;
                             showState();
                         }
                     });
    QObject::connect(service, &ModelService::answered, q,
                     [this](int id, const QString&, const inference::Answer& answer) {
                         if (ReportSession* of = drafting(id)) takeAnswer(*of, answer);
                     });
    QObject::connect(service, &ModelService::failed, q, [this](int id, const QString&, const QString& error) {
        ReportSession* of = drafting(id);
        if (!of) return;
        of->draftId = 0;
        of->draftVolume.reset();
        tell(ReportPanel::tr("The report could not be drafted: %1").arg(readableReason(error.toStdString())),
             true);
        showState();
    });
}

void ReportPanel::Impl::connectStore() {
    if (!store) return;
    using reports::Autosave;
    QObject::connect(
        store, &Autosave::reportLoaded, q, [this](const QString&, bool found, const reports::Report& report) {
            if (ReportSession* of = sessions.value(sessionKey(report.studyUid, report.patientId)))
                of->loaded(found, report);
        });
    QObject::connect(store, &Autosave::reportSigned, q, [this](const reports::Report& report) {
        ReportSession* of = sessions.value(sessionKey(report.studyUid, report.patientId));
        if (!of) return;
        of->signedByStore(report);
        tell(ReportPanel::tr("Signed and saved. The report is read-only now."), false);
    });
    QObject::connect(store, &Autosave::saved, q, [this](const QString& reportId, const QDateTime& at) {
        if (!session || QString::fromStdString(session->report().id) != reportId) return;
        tell(ReportPanel::tr("Saved %1").arg(at.time().toString(QStringLiteral("HH:mm:ss"))), false);
    });
    QObject::connect(store, &Autosave::failed, q, [this](const QString& text) {
        for (ReportSession* each : sessions) each->storeFailed();
        tell(text, true);
    });
}

void ReportPanel::Impl::takeAnswer(ReportSession& of, const inference::Answer& answer) {
    of.draftId = 0;
    const std::shared_ptr<const viewer::Volume> asked = std::exchange(of.draftVolume, nullptr);
    if (answer.stopped || !asked) {
        tell(ReportPanel::tr("Drafting was stopped; nothing was added."), false);
        showState();
        return;
    }
    // The report may have been signed or be loading while the model worked.
    of.whenOpen([this, &of, asked, answer] {
        int added = 0;
        if (!attempt([&] { added = of.takeDraft(reportOf(*asked, answer), answer.boxes, asked); })) return;
        QString text = added > 0
                           ? ReportPanel::tr("%n proposed finding(s) added; accept, edit or reject each.",
                                             nullptr, added)
                           : ReportPanel::tr("The model proposed nothing that is not already in the report.");
        if (!answer.rejectedBoxes.empty()) {
            text +=
                ' ' + ReportPanel::tr("%n box(es) were dropped.", nullptr, int(answer.rejectedBoxes.size()));
        }
        tell(text, false);
    });
    showState();
}

void ReportPanel::Impl::addByHand(reports::Section section) {
    if (!editable()) return;
    std::string id;
    if (!attempt([&] { id = session->editor().addByHand({}, section); })) return;
    showRows();
    select(id, false);
    if (FindingRow* row = rowOf(id)) row->beginEdit();
}

void ReportPanel::Impl::findingOfLooseBox(const QString& id) {
    if (!editable() || !volume) return;
    for (const ReportSession::LooseBox& loose : session->looseBoxes()) {
        if (loose.id != id) continue;
        attempt([&] {
            inference::Answer answer;
            answer.text = loose.grounding.label;
            answer.language = session->report().language;
            answer.model = session->report().modelName;
            answer.boxes = {loose.grounding};
            answer.boxes.front().textBegin = 0;
            answer.boxes.front().textEnd = answer.text.size();
            // Its voxels are those of the volume that was drafted from, which another may have replaced.
            const auto drafted = loose.volume.lock();
            session->editor().add(picked(findingOf(drafted ? *drafted : *volume, answer, 0)));
            session->dropLooseBox(id);
        });
        return;
    }
}

void ReportPanel::Impl::startExport(ReportExport::Format format, const QString& path) {
    if (!session) return;
    ReportExport::Volumes volumes;
    for (const reports::Finding& finding : session->report().findings) {
        for (const reports::EvidenceLink& link : finding.links) {
            if (auto of = session->volumeOf(link.seriesUid)) volumes[link.seriesUid] = std::move(of);
        }
    }
    session->editor().closeEdit();
    tell(ReportPanel::tr("Exporting..."), false);
    exporter->start(session->report(), std::move(volumes), format, path);
}

void ReportPanel::Impl::askWhereToExport(ReportExport::Format format) {
    auto* dialog = new QFileDialog(q);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (format == ReportExport::Format::All) {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
        dialog->setWindowTitle(ReportPanel::tr("Folder for the four files"));
    } else {
        const QString suffix = format == ReportExport::Format::Json   ? QStringLiteral("json")
                               : format == ReportExport::Format::Text ? QStringLiteral("txt")
                               : format == ReportExport::Format::Pdf  ? QStringLiteral("pdf")
                                                                      : QStringLiteral("dcm");
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(suffix);
        dialog->setNameFilter(QStringLiteral("*.%1").arg(suffix));
        dialog->selectFile(QStringLiteral("report.%1").arg(suffix));
        dialog->setWindowTitle(ReportPanel::tr("Export the report"));
    }
    QObject::connect(dialog, &QFileDialog::fileSelected, q,
                     [this, format](const QString& path) { startExport(format, path); });
    dialog->open();
}

void ReportPanel::Impl::askWhoSigns() {
    if (!editable()) return;
    if (const int undecided = session->editor().undecided()) {
        tell(ReportPanel::tr("%n finding(s) are still proposed. Accept, edit or reject each before you sign.",
                             nullptr, undecided),
             true);
        return;
    }
    auto* dialog = new SignDialog(QString(), q);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &SignDialog::signedAs, q, &ReportPanel::sign);
    dialog->open();
}

void ReportPanel::Impl::announceBoxes() {
    BoxMarks now = q->boxes();
    if (now == announced) return;
    announced = std::move(now);
    Q_EMIT q->boxesChanged(key, announced);
}

ReportPanel::ReportPanel(ModelService* model, reports::Autosave* store, QWidget* parent)
    : QWidget(parent), impl_(std::make_unique<Impl>(this, model, store)) {
    setObjectName(QStringLiteral("reportPanel"));
    setMinimumWidth(280);
    Impl& d = *impl_;
    d.exporter = new ReportExport(this);
    d.build();
    d.connectService();
    d.connectStore();
    connect(d.exporter, &ReportExport::done, this, [this](const QString& path) {
        impl_->tell(tr("Exported to %1").arg(path), false);
        Q_EMIT exported(path);
    });
    connect(d.exporter, &ReportExport::failed, this,
            [this](const QString& error) { impl_->tell(tr("The export failed. %1").arg(error), true); });
    connect(d.restart, &QPushButton::clicked, this, [this] {
        Impl& d = *impl_;
        if (d.session && d.volume)
            d.session->restart(emptyReport(*d.volume, currentLanguage().toStdString()));
    });
    d.retranslate();
}

ReportPanel::~ReportPanel() {
    impl_->service->disconnect(this);
    if (impl_->store) impl_->store->disconnect(this);
}

void ReportPanel::setStudy(std::shared_ptr<const viewer::Volume> volume, const QString& key) {
    Impl& d = *impl_;
    if (d.volume == volume && d.key == (volume ? key : QString())) {
        // The same volume may have become complete, which lets the model draft from it.
        d.showState();
        return;
    }
    if (d.session) d.session->editor().closeEdit();
    d.volume = std::move(volume);
    d.key = d.volume ? key : QString();
    d.selected.clear();
    d.status->clear();
    if (!d.volume) {
        d.session = nullptr;
    } else {
        const QString of = sessionKey(d.volume->identity.studyUid, d.volume->identity.patientId);
        if (!d.sessions.contains(of)) {
            auto* session =
                new ReportSession(d.store, emptyReport(*d.volume, currentLanguage().toStdString()), this);
            connect(session, &ReportSession::changed, this, [this, session] {
                if (session == impl_->session) impl_->refresh.start();
            });
            connect(session, &ReportSession::phaseChanged, this, [this, session] {
                if (session == impl_->session) impl_->refresh.start();
            });
            connect(&session->editor(), &reports::ReportEditor::historyChanged, this, [this, session] {
                if (session == impl_->session) impl_->showState();
            });
            d.sessions.insert(of, session);
        }
        d.session = d.sessions.value(of);
        d.session->remember(d.volume);
    }
    d.showRows();
}

QString ReportPanel::studyKey() const {
    return impl_->key;
}

const reports::Report& ReportPanel::report() const {
    static const reports::Report none;
    return impl_->session ? impl_->session->report() : none;
}

bool ReportPanel::readOnly() const {
    return !impl_->editable();
}

BoxMarks ReportPanel::boxes() const {
    const Impl& d = *impl_;
    if (!d.session || !d.volume) return {};
    return d.session->marks(d.volume->geometry().frameOfReferenceUid, d.volume->identity.seriesUid);
}

void ReportPanel::draft() {
    Impl& d = *impl_;
    if (!d.session || !d.volume || d.session->draftId) return;
    if (d.service->state() != ModelService::State::Ready) {
        d.tell(d.service->stateText(), true);
        return;
    }
    if (!d.volume->complete()) {
        d.tell(tr("The images are still being loaded."), true);
        return;
    }
    if (!d.editable()) {
        d.tell(tr("The report is read-only."), true);
        return;
    }
    inference::Request request;
    request.kind = inference::Request::Kind::DraftReport;
    request.volume = viewOf(d.volume);
    const reports::Report& report = d.session->report();
    request.language = report.findings.empty() ? currentLanguage().toStdString() : report.language;
    request.sampling.maxTokens = std::max(1024, d.service->longestAnswer());
    d.session->draftStage.clear();
    d.session->draftProgress = -1;
    d.session->draftText.clear();
    d.session->draftVolume = d.volume;
    d.session->draftId = d.service->ask(d.key, std::move(request));
    d.status->clear();
    d.showState();
}

void ReportPanel::stopDraft() {
    if (impl_->session && impl_->session->draftId) impl_->service->stop(impl_->session->draftId);
}

void ReportPanel::exportTo(const QString& folder) {
    impl_->startExport(ReportExport::Format::All, folder);
}

void ReportPanel::sign(const QString& name) {
    Impl& d = *impl_;
    if (!d.editable() || name.trimmed().isEmpty()) return;
    for (FindingRow* row : d.rows) row->endEdit();
    d.session->sign(name.trimmed());
}

void ReportPanel::addFinding(const QString& studyKey, const reports::Finding& finding) {
    Impl& d = *impl_;
    if (!d.session || studyKey != d.key) return;
    ReportSession* session = d.session;
    session->whenOpen([this, session, finding] {
        if (!session->editable()) {
            impl_->tell(tr("The report is read-only."), true);
            return;
        }
        std::string id;
        if (!impl_->attempt([&] { id = session->editor().add(picked(finding)); })) return;
        if (session != impl_->session) return;
        impl_->showRows();
        impl_->select(id, false);
        impl_->tell(tr("Finding added to the report."), false);
    });
}

void ReportPanel::addBox(const QString& findingId, const std::array<double, 6>& lps) {
    Impl& d = *impl_;
    if (!d.session || !d.volume) return;
    // A box that is drawn while the report is still being loaded must not be lost.
    d.session->whenOpen([this, session = d.session, volume = d.volume, findingId, lps] {
        Impl& d = *impl_;
        if (!session->editable()) {
            d.tell(tr("The report is read-only."), true);
            return;
        }
        reports::ReportEditor& editor = session->editor();
        const reports::Finding* known = editor.find(findingId.toStdString());
        const bool isNew = !known;
        std::string id = findingId.toStdString();
        const bool done = d.attempt([&] {
            const std::string label =
                known && !known->site.empty() ? known->site : tr("Finding").toStdString();
            reports::EvidenceLink link = evidenceOf(*volume, lps, label, reports::Origin::Human, 0);
            if (known) {
                editor.link(id, std::move(link));
                return;
            }
            reports::Finding finding;
            finding.language = editor.report().language;
            finding.origin = reports::Origin::Human;
            finding.state = reports::State::Accepted;
            finding.links.push_back(std::move(link));
            id = editor.add(std::move(finding));
        });
        if (!done || session != d.session) return;
        d.showRows();
        d.select(id, false);
        if (FindingRow* row = d.rowOf(id); row && isNew) row->beginEdit();
    });
}

bool ReportPanel::selectByBox(const QString& id) {
    Impl& d = *impl_;
    if (!d.session) return false;
    const std::string findingId = d.session->editor().findingOfLink(id.toStdString());
    if (findingId.empty()) return false;
    if (d.refresh.isActive()) d.showRows();
    d.select(findingId, false);
    return true;
}

void ReportPanel::highlightBox(const QString& id) {
    for (FindingRow* row : impl_->rows) row->setHighlighted(id);
}

void ReportPanel::selectNextFinding() {
    impl_->step(1);
}

void ReportPanel::selectPreviousFinding() {
    impl_->step(-1);
}

void ReportPanel::undo() {
    if (impl_->editable()) impl_->session->editor().undo();
}

void ReportPanel::redo() {
    if (impl_->editable()) impl_->session->editor().redo();
}

bool ReportPanel::event(QEvent* event) {
    // Single keys of the window (A angle, B box, Space ...) mean the finding while the keyboard is in here.
    if (event->type() == QEvent::ShortcutOverride && !typing() && isOurKey(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void ReportPanel::keyPressEvent(QKeyEvent* event) {
    Impl& d = *impl_;
    if (event->key() == Qt::Key_Escape && d.session && d.session->draftId) {
        stopDraft();
        return;
    }
    if (typing() || !isOurKey(*event)) {
        QWidget::keyPressEvent(event);
        return;
    }
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
        case Qt::Key_Z:
            shift ? redo() : undo();
            break;
        case Qt::Key_Space:
            shift ? selectPreviousFinding() : selectNextFinding();
            break;
        case Qt::Key_A:
            d.act(d.selected, FindingRow::Action::Accept);
            break;
        case Qt::Key_X:
            d.act(d.selected, FindingRow::Action::Reject);
            break;
        case Qt::Key_B:
            d.act(d.selected, FindingRow::Action::Box);
            break;
        case Qt::Key_Delete:
            d.act(d.selected, FindingRow::Action::Remove);
            break;
        default:
            d.act(d.selected, FindingRow::Action::Edit);
            break;
    }
}

void ReportPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (!impl_ || !impl_->status) return;
    if (event->type() == QEvent::LanguageChange) impl_->retranslate();
    // Later: Qt is walking through all widgets, and some of them are replaced.
    if (event->type() == QEvent::PaletteChange)
        QMetaObject::invokeMethod(
            this, [this] { impl_->retranslate(); }, Qt::QueuedConnection);
}

}  // namespace dokuei::app
