// CompareView: what differs for clients between two definitions of an API: deployments, or the draft. Reading and
// comparing happen off the GUI thread.
#pragma once

#include "core/diagnostic.h"
#include "core/edit/behaviour_diff.h"
#include "ui/session/background.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>
#include <optional>

class QComboBox;
class QTableView;

namespace gw::ui {

class BehaviourChangesModel;
class DeploymentsModel;
class GatewaySession;
class ToneLabel;

class CompareView final : public QWidget
{
    Q_OBJECT

public:
    CompareView(const Theme& theme, GatewaySession& gateway, const DeploymentsModel& deployments,
                QWidget* parent = nullptr);

    void setDraft(std::shared_ptr<const Api> draft);
    void refreshChoices(const QString& active);           // after the deployments changed
    void compare(const QString& from, const QString& to); // ids; empty: the draft
    [[nodiscard]] BehaviourChangesModel* changes() const { return m_changes; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Outcome
    {
        BehaviourChanges changes;
        std::size_t edited = 0; // places in the design: what "Deploy" counts
        std::optional<Diagnostic> error;
    };
    void fill(QComboBox* box, bool offersNothing);
    void choose();
    void run();
    void show(const Outcome& outcome);
    [[nodiscard]] QString summaryOf(const Outcome& outcome) const;
    void fitHeight();

    const Theme& m_theme;
    GatewaySession& m_gateway;
    const DeploymentsModel& m_deployments;
    std::shared_ptr<const Api> m_draft;
    QComboBox* m_from;
    QComboBox* m_to;
    ToneLabel* m_summary;
    QTableView* m_table;
    BehaviourChangesModel* m_changes;
    QString m_shownFrom;
    QString m_shownTo;
    std::shared_ptr<const Api> m_shownDraft;
    bool m_isChosen = false; // by the user: kept while deployments come
    int m_run = 0;
    Background m_worker;
};

} // namespace gw::ui
