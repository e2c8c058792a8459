// The sources' page. The editor's text belongs to the file that FunctionSources has open.
#include "ui/design/function_code.h"

#include "core/api/function_handler.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_stack.h"
#include "ui/widgets/tone_label.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QSplitter>
#include <QUrl>
#include <QVBoxLayout>

namespace gw::ui {

namespace {
constexpr int listWidth = 200;
}

FunctionCode::FunctionCode(Workspace& workspace, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_theme(theme)
{
    build();
    connectSources();
}

FunctionCode::~FunctionCode()
{
    saveNow();
    delete m_pages; // the editor tells of its end: it goes before what listens
}

void FunctionCode::build()
{
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_pages = new PageStack;
    m_column->addWidget(m_pages, 1);
    auto* split = new QSplitter;
    split->setChildrenCollapsible(false);
    m_list = new QListWidget;
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Source files"));
    m_list->setMinimumWidth(120);
    split->addWidget(m_list);
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(spacing::l, spacing::s, spacing::l, spacing::s);
    m_state = new ToneLabel(m_theme, tone::label);
    bar->addWidget(m_state, 1);
    m_save = pushButton(tr("Save File"), right);
    m_save->setToolTip(withShortcut(tr("Write this file to the disk"), QKeySequence(Qt::CTRL | Qt::Key_S)));
    bar->addWidget(m_save);
    auto* folder = pushButton(tr("Open Folder"), right);
    bar->addWidget(folder);
    column->addLayout(bar);
    m_editor = new CodeEditor(m_theme);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setAccessibleName(tr("Source"));
    m_editor->installEventFilter(this);
    column->addWidget(m_editor, 1);
    split->addWidget(right);
    split->setStretchFactor(1, 1);
    split->setSizes({listWidth, 600});
    m_pages->addWidget(split);
    m_none = new EmptyState(m_theme, QStringLiteral("code"), {}, {});
    QPushButton* save = m_none->addButton(tr("Save Project"), ButtonRole::Primary);
    connect(save, &QPushButton::clicked, this, [this] { m_workspace.save(); });
    m_pages->addWidget(m_none);
    connect(m_save, &QPushButton::clicked, this, &FunctionCode::saveNow);
    connect(folder, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_sources.path())); });
    connect(m_list, &QListWidget::currentRowChanged, this, &FunctionCode::openCurrent);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (m_isLoading || m_isModified)
            return;
        m_isModified = true;
        showState();
    });
}

void FunctionCode::connectSources()
{
    connect(&m_sources, &FunctionSources::listed, this, &FunctionCode::listFiles);
    connect(&m_sources, &FunctionSources::opened, this, &FunctionCode::showText);
    connect(&m_sources, &FunctionSources::saved, this, [this](const QString& file) {
        if (file == m_sources.openFile())
            showState();
    });
    connect(&m_sources, &FunctionSources::failed, this, [this](const QString& file, const QString& reason) {
        if (file == m_sources.openFile())
            m_isModified = !m_editor->isReadOnly();
        tell(reason);
        showState();
    });
    connect(&m_sources, &FunctionSources::changedOnDisk, this, [this](const QString& file, const QString& text) {
        if (m_isModified)
            return tellDiskChange(text);
        m_sources.acceptDisk(text);
        showText(file, text);
    });
    connect(&m_workspace, &Workspace::savingChanged, this, [this](bool isSaving) {
        if (isSaving)
            saveNow();
        else
            m_sources.refresh(); // a first source may have been written
    });
}

void FunctionCode::showFunction(const Function& function)
{
    const bool isOther = function.id != m_function.id || function.codeUri != m_function.codeUri;
    if (isOther)
        saveNow();
    m_function = function;
    m_sources.setFolder(m_workspace.folder().toStdString(), QString::fromStdString(function.codeUri));
    if (isOther) {
        delete m_message;
        m_message = nullptr;
        const QSignalBlocker quiet(m_list);
        m_list->clear();
    }
    listFiles();
}

// The file with the handler is opened first.
void FunctionCode::listFiles()
{
    const QStringList& files = m_sources.files();
    const QString current = m_sources.openFile();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        m_list->addItems(files);
        m_list->setCurrentRow(int(files.indexOf(current)));
    }
    if (files.isEmpty()) {
        m_none->setText(tr("No sources yet"), m_function.endpoint.empty()
                                                  ? tr("The folder \"%1\" is empty or missing. Saving the project "
                                                       "writes the first source of a new function.")
                                                        .arg(QString::fromStdString(m_function.codeUri))
                                                  : tr("This function runs at its endpoint."));
    }
    m_pages->setCurrentIndex(files.isEmpty() ? 1 : 0);
    if (files.isEmpty() || files.contains(current))
        return;
    int first = 0;
    for (const std::string& candidate : handlerFiles(m_function))
        if (const auto at = files.indexOf(QString::fromStdString(candidate)); at >= 0) {
            first = int(at);
            break;
        }
    m_list->setCurrentRow(first);
}

void FunctionCode::openCurrent()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (!item || item->text() == m_sources.openFile())
        return;
    saveNow();
    delete m_message;
    m_message = nullptr;
    m_editor->setReadOnly(true);
    m_sources.open(item->text());
}

void FunctionCode::showText(const QString& file, const QString& text)
{
    m_isLoading = true;
    m_editor->setLanguage(CodeEditor::languageOfFile(file));
    m_editor->setReadOnly(false);
    if (m_editor->toPlainText().isEmpty() || m_list->currentItem() == nullptr)
        m_editor->setPlainText(text);
    else
        m_editor->updateText(text);
    m_isLoading = false;
    m_isModified = false;
    showState();
}

void FunctionCode::saveNow()
{
    if (!m_isModified)
        return;
    m_isModified = false;
    m_sources.save(m_editor->toPlainText());
}

void FunctionCode::tellDiskChange(const QString& text)
{
    delete m_message;
    m_message =
        new MessageBar(m_theme, Severity::Warning, tr("\"%1\" changed on disk and here.").arg(m_sources.openFile()));
    m_message->addAction(tr("Take Theirs"), this, [this, text] {
        m_sources.acceptDisk(text);
        showText(m_sources.openFile(), text);
    });
    m_message->addAction(tr("Keep Mine"), this, [this, text] {
        m_sources.acceptDisk(text);
        saveNow();
    });
    connect(m_message, &MessageBar::closed, this, [this] { m_message = nullptr; });
    m_column->insertWidget(0, m_message);
}

void FunctionCode::tell(const QString& problem)
{
    delete m_message;
    m_message = new MessageBar(m_theme, Severity::Error, problem);
    connect(m_message, &MessageBar::closed, this, [this] { m_message = nullptr; });
    m_column->insertWidget(0, m_message);
}

void FunctionCode::showState()
{
    m_state->setText(m_isModified ? tr("%1 · not saved yet").arg(m_sources.openFile()) : m_sources.openFile());
    m_save->setEnabled(m_isModified);
}

// Ctrl+S saves the file and what is open of the project.
bool FunctionCode::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (!key->matches(QKeySequence::Save))
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        saveNow();
        if (m_workspace.isModified())
            m_workspace.save();
    }
    return true;
}

} // namespace gw::ui
