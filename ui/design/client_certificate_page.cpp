// The client certificate's fields. Its file is read whenever the page is shown: others may write it.
#include "ui/design/client_certificate_page.h"

#include "core/edit/access_uses.h"
#include "core/edit/edits_access.h"
#include "ui/design/method_facts.h"
#include "ui/design/uses_list.h"
#include "ui/models/json_text.h"
#include "ui/models/quantity_text.h"
#include "ui/session/client_certificates.h"
#include "ui/session/project_secrets.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>

namespace gw::ui {

namespace {

using Clock = std::chrono::system_clock;
constexpr int soon = 30; // days

constexpr Tone goodTone{Color::Success, fontSize::body, true, false};
constexpr Tone warnTone{Color::Alert, fontSize::body, true, false};
constexpr Tone badTone{Color::Danger, fontSize::body, true, false};

QString dayText(Clock::time_point time)
{
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(Clock::to_time_t(time)), QLocale::ShortFormat);
}

struct Validity
{
    QString words;
    Tone tone;
};

Validity validityOf(const engine::CertificateFacts& facts)
{
    const Clock::time_point now = Clock::now();
    const auto days = std::chrono::duration_cast<std::chrono::hours>(facts.notAfter - now).count() / 24;
    if (now > facts.notAfter)
        return {ClientCertificatePage::tr("Expired on %1: endpoints refuse it").arg(dayText(facts.notAfter)), badTone};
    if (now < facts.notBefore)
        return {ClientCertificatePage::tr("Good from %1 on").arg(dayText(facts.notBefore)), warnTone};
    const QString until = ClientCertificatePage::tr("Good until %1 (%2)")
                              .arg(dayText(facts.notAfter), counted(std::size_t(days), ClientCertificatePage::tr("day"),
                                                                    ClientCertificatePage::tr("days")));
    return {until, days < soon ? warnTone : goodTone};
}

} // namespace

ClientCertificatePage::ClientCertificatePage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : ElementPage(workspace, theme, parent), m_files(new ClientCertificates(workspace, this))
{
    addHead(QStringLiteral("clientCertificateName"), [this](const std::string& name) {
        return apply(
            tr("Rename Client Certificate"),
            [&](Project p) { return renameClientCertificate(std::move(p), m_id, name); }, QStringLiteral("name"));
    });
    m_description = add(new TextField(m_theme, tr("Description")));
    m_description->setCommit([this](const QString& text) {
        return change(
            tr("Edit Description"),
            [&](ClientCertificate& certificate) { certificate.description = text.toStdString(); },
            QStringLiteral("description"));
    });
    buildPair();
    addSection(tr("Used by"));
    m_uses = add(new UsesList(theme, tr("No stage shows it yet. A stage's Traffic tab has the choice.")));
    connect(m_uses, &UsesList::elementRequested, this, &ElementPage::elementRequested);
    connect(m_files, &ClientCertificates::changed, this, [this](ClientCertificateId id) {
        if (id == m_id)
            showState();
    });
    connect(m_files, &ClientCertificates::failed, this, [this](ClientCertificateId id, const Diagnostic& problem) {
        if (id == m_id)
            m_file->showError(errorText(problem));
    });
    connect(&workspace.secrets(), &ProjectSecrets::changed, this, [this] { m_files->read(m_id); });
}

ClientCertificatePage::~ClientCertificatePage() = default;

void ClientCertificatePage::buildPair()
{
    addSection(
        tr("Certificate"),
        tr("Endpoints trust this certificate itself: copy it into their list of client certificates. Its private "
           "key stands in .gatewright/secrets.yaml of this machine, never in the project's files."));
    m_state = add(new ToneLabel(m_theme, goodTone));
    m_state->setWordWrap(true);
    m_facts = add(new ToneLabel(m_theme, tone::code));
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_facts->setWordWrap(true);
    m_facts->setAccessibleName(tr("Facts of the certificate"));
    m_problem = add(new ToneLabel(m_theme, tone::error));
    m_problem->setWordWrap(true);
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    m_generate = pushButton({}, buttons);
    connect(m_generate, &QPushButton::clicked, this, &ClientCertificatePage::generate);
    row->addWidget(m_generate);
    m_copy = pushButton(tr("Copy PEM"), buttons);
    m_copy->setToolTip(tr("The certificate without its private key"));
    connect(m_copy, &QPushButton::clicked, this, &ClientCertificatePage::copyPem);
    row->addWidget(m_copy);
    row->addStretch(1);
    add(buttons);
    m_file = add(new TextField(m_theme, tr("File"), TextField::Kind::CodeLine));
    m_file->lineEdit()->setObjectName(QStringLiteral("certificateFile"));
    m_file->setPlaceholder(tr("certificates/name.pem, inside the project"));
    m_file->setCommit([this](const QString& text) {
        return change(
            tr("Change Certificate File"),
            [&](ClientCertificate& certificate) { certificate.certificate = text.trimmed().toStdString(); },
            QStringLiteral("file"));
    });
}

const ClientCertificate* ClientCertificatePage::shown() const
{
    return findById(m_workspace.project().clientCertificates, m_id);
}

QString ClientCertificatePage::change(const QString& command, const std::function<void(ClientCertificate&)>& set,
                                      const QString& field)
{
    return changeIn<ClientCertificate>(m_workspace.project().clientCertificates, m_id, setClientCertificate, command,
                                       set, field);
}

// What is there is asked about before it goes: no undo brings a key back.
void ClientCertificatePage::generate()
{
    if (m_files->stateOf(m_id).kind != CertificateState::Kind::None) {
        QMessageBox question(QMessageBox::Warning, tr("Rotate Client Certificate"),
                             tr("Replace the certificate and its private key?"), QMessageBox::Cancel, this);
        question.setInformativeText(
            tr("The file is written at once, and the former key is gone: undo does not bring it "
               "back. Endpoints that trust the former certificate refuse the gateway until they "
               "have the new one."));
        question.addButton(tr("Rotate"), QMessageBox::AcceptRole);
        question.setDefaultButton(QMessageBox::Cancel);
        if (question.exec() == QMessageBox::Cancel)
            return;
    }
    m_file->showError({});
    m_files->make(m_id);
}

void ClientCertificatePage::copyPem()
{
    const CertificateState state = m_files->stateOf(m_id);
    QGuiApplication::clipboard()->setText(fromUtf8(state.facts.peer.clientCertPem));
}

void ClientCertificatePage::showCertificate(ClientCertificateId id)
{
    if (id != m_id) {
        leaveElement();
        m_readFile.clear();
    }
    m_id = id;
    setKey(QStringLiteral("t%1").arg(id.value));
    refresh();
}

void ClientCertificatePage::refresh()
{
    const ClientCertificate* certificate = shown();
    if (!certificate)
        return;
    showHead(certificate->name, tr("Client certificate · id %1").arg(fromUtf8(certificate->certificateId)));
    m_description->setValue(fromUtf8(certificate->description));
    m_file->setValue(fromUtf8(certificate->certificate));
    m_uses->showUses(usesOf(m_workspace.project(), *certificate));
    const std::string wanted = certificate->certificateId + ":" + certificate->certificate;
    if (wanted != m_readFile) {
        m_readFile = wanted;
        m_files->read(m_id);
    }
    showState();
}

void ClientCertificatePage::showState()
{
    const CertificateState state = m_files->stateOf(m_id);
    using Kind = CertificateState::Kind;
    const bool isMaking = m_files->isMaking();
    const bool isKnown = state.kind == Kind::Known;
    m_generate->setText(isMaking                   ? tr("Generating…")
                        : state.kind == Kind::None ? tr("Generate Certificate")
                                                   : tr("Rotate Certificate…"));
    m_generate->setEnabled(!isMaking && state.kind != Kind::Reading && m_workspace.secrets().isLoaded());
    m_copy->setEnabled(isKnown);
    m_facts->setVisible(isKnown);
    m_problem->setText(state.kind == Kind::Unreadable ? errorText(state.problem) : QString());
    if (state.kind == Kind::Reading) {
        m_state->setTone(tone::muted);
        m_state->setText(tr("Reading the certificate…"));
    } else if (state.kind == Kind::None) {
        m_state->setTone(tone::muted);
        m_state->setText(tr("There is no certificate yet: generate one, or put a file of your own in its place."));
    } else if (state.kind == Kind::Unreadable) {
        m_state->setTone(badTone);
        m_state->setText(tr("The certificate cannot be read"));
    } else {
        showFacts(state);
    }
    m_problem->setVisible(!m_problem->text().isEmpty());
}

void ClientCertificatePage::showFacts(const CertificateState& state)
{
    const Validity validity = validityOf(state.facts);
    m_state->setTone(validity.tone);
    m_state->setText(validity.words);
    m_facts->setText(tr("Subject  %1\nIssuer   %2\nSerial   %3\nSHA-256  %4")
                         .arg(fromUtf8(state.facts.peer.subjectDN), fromUtf8(state.facts.peer.issuerDN),
                              fromUtf8(state.facts.peer.serialNumber), fromUtf8(state.facts.sha256)));
    if (!state.hasKey)
        m_problem->setText(tr("Its private key is not on this machine: rotate the certificate, or get the secrets from "
                              "who made it."));
    else if (!state.keyProblem.message.empty())
        m_problem->setText(errorText(state.keyProblem));
}

} // namespace gw::ui
