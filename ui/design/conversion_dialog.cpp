#include "ui/design/conversion_dialog.h"

#include "ui/models/conversion_report_model.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QVBoxLayout>

namespace gw::ui {

ConversionDialog::ConversionDialog(const Theme& theme, const QString& name, const QString& made,
                                   const ConversionReport& report, QWidget* parent)
    : QDialog(parent), m_model(new ConversionReportModel(theme, this)), m_table(new RowTable),
      m_carried(new QCheckBox(tr("Show what is carried over as it is"))), m_wayOut(new ToneLabel(theme, tone::muted))
{
    setWindowTitle(tr("Create an HTTP API from \"%1\"").arg(name));
    resize(860, 620);
    m_model->setReport(report);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::xl, spacing::xl, spacing::xl, spacing::xl);
    column->setSpacing(spacing::l);
    auto* what =
        new ToneLabel(theme, tone::muted,
                      tr("A new HTTP API \"%1\" does what this REST API does, as far as HTTP APIs can. The REST "
                         "API stays as it is; one undo takes the new one back.")
                          .arg(made));
    what->setWordWrap(true);
    column->addWidget(what);
    buildReport(theme);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Create HTTP API"));
    setButtonRole(buttons->button(QDialogButtonBox::Ok), ButtonRole::Primary);
    auto* copy = buttons->addButton(tr("Copy Report"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_model->asText()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    m_table->setFocus();
}

void ConversionDialog::buildReport(const Theme& theme)
{
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addWidget(new ToneLabel(theme, tone::section, m_model->summary()));
    setUpRowTable(*m_table, m_model, tr("Report"), ConversionReportModel::What);
    m_table->horizontalHeader()->setSectionResizeMode(ConversionReportModel::Where, QHeaderView::Interactive);
    m_table->setColumnWidth(ConversionReportModel::Where, 220);
    m_table->setTextElideMode(Qt::ElideRight);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { showWayOut(); });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_table->setCurrentIndex(m_model->index(0, 0));
        showWayOut();
    });
    column->addWidget(m_table, 1);
    m_wayOut->setWordWrap(true);
    m_wayOut->setMinimumHeight(3 * fontMetrics().lineSpacing());
    m_wayOut->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_wayOut->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_wayOut->setAccessibleName(tr("The way out"));
    column->addWidget(m_wayOut);
    m_carried->setChecked(true);
    connect(m_carried, &QCheckBox::toggled, m_model, &ConversionReportModel::setShownCarried);
    column->addWidget(m_carried);
    m_table->setCurrentIndex(m_model->index(0, 0));
    showWayOut();
}

void ConversionDialog::showWayOut()
{
    const ConversionNote* note = m_model->at(m_table->currentIndex().row());
    if (!note)
        return m_wayOut->setText({});
    const QString what = QString::fromStdString(note->what);
    m_wayOut->setText(note->hint.empty() ? what : what + QLatin1Char('\n') + QString::fromStdString(note->hint));
}

} // namespace gw::ui
