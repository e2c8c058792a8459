// The log is bounded: old lines go first.
#include "ui/shell/bottom_pane.h"

#include "ui/shell/problems_model.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabBar>
#include <QTime>
#include <QTreeView>
#include <QVBoxLayout>

namespace gw::ui {

namespace {
constexpr int maxLogLines = 5000;
}

BottomPane::BottomPane(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_tabs(new QTabBar(this)), m_stack(new QStackedWidget(this)),
      m_problems(new ProblemsModel(theme, this))
{
    m_tabs->addTab(theme.icon("problems"), tr("Problems"));
    m_tabs->addTab(theme.icon("log"), tr("Log"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Problems and Log"));
    auto* clear = iconButton(theme, "trash", tr("Clear Log"), this);
    auto* close = iconButton(theme, "chevron-down", tr("Hide Pane"), this);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(spacing::m, 0, spacing::m, 0);
    bar->setSpacing(spacing::xs);
    bar->addWidget(m_tabs);
    bar->addStretch();
    bar->addWidget(clear);
    bar->addWidget(close);
    m_stack->addWidget(makeProblems());
    m_stack->addWidget(makeLog());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_stack, 1);
    clear->hide();
    connect(m_tabs, &QTabBar::currentChanged, this, [this, clear](int index) {
        m_stack->setCurrentIndex(index);
        clear->setVisible(index == int(Tab::Log));
    });
    connect(clear, &QToolButton::clicked, m_log, &QPlainTextEdit::clear);
    connect(close, &QToolButton::clicked, this, &BottomPane::closeRequested);
}

QWidget* BottomPane::makeProblems()
{
    m_problemsStack = new QStackedWidget(this);
    auto* none = new EmptyState(m_theme, "success", tr("No problems"),
                                tr("Problems of the design appear here while you edit."), this);
    m_table = new QTreeView(this);
    m_table->setModel(m_problems);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setAccessibleName(tr("Problems"));
    m_table->setTextElideMode(Qt::ElideRight);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(ProblemsModel::Message, QHeaderView::Stretch);
    m_table->header()->resizeSection(ProblemsModel::Where, 260);
    m_table->header()->resizeSection(ProblemsModel::Rule, 180);
    m_problemsStack->addWidget(none);
    m_problemsStack->addWidget(m_table);
    const auto activate = [this](const QModelIndex& index) {
        emit problemActivated(m_problems->diagnostic(index.row()));
    };
    connect(m_table, &QTreeView::clicked, this, activate);
    connect(m_table, &QTreeView::activated, this, activate);
    return m_problemsStack;
}

QWidget* BottomPane::makeLog()
{
    m_log = new QPlainTextEdit(this);
    m_log->setReadOnly(true);
    m_log->setMaximumBlockCount(maxLogLines);
    m_log->setFrameShape(QFrame::NoFrame);
    m_log->setFont(m_theme.monospace(fontSize::secondary));
    m_log->setAccessibleName(tr("Log"));
    m_log->setPlaceholderText(tr("Starts, stops, deployments and refused requests are noted here."));
    m_log->document()->setDocumentMargin(spacing::l);
    return m_log;
}

void BottomPane::setDiagnostics(const Diagnostics& diagnostics)
{
    m_problems->setDiagnostics(diagnostics);
    m_problemsStack->setCurrentIndex(diagnostics.empty() ? 0 : 1);
    const int count = int(diagnostics.size());
    m_tabs->setTabText(int(Tab::Problems), count ? tr("Problems  %1").arg(count) : tr("Problems"));
}

void BottomPane::appendLog(const QString& line)
{
    m_log->appendPlainText(QTime::currentTime().toString("HH:mm:ss") + "  " + line);
}

void BottomPane::setTab(Tab tab)
{
    m_tabs->setCurrentIndex(int(tab));
}

BottomPane::Tab BottomPane::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void BottomPane::focusContent()
{
    if (tab() == Tab::Log)
        m_log->setFocus(Qt::ShortcutFocusReason);
    else if (m_problemsStack->currentIndex() == 1)
        m_table->setFocus(Qt::ShortcutFocusReason);
    else
        m_tabs->setFocus(Qt::ShortcutFocusReason);
}

QString BottomPane::logText() const
{
    return m_log->toPlainText();
}

} // namespace gw::ui
