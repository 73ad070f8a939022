#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QString>
#include <QVariant>
#include <initializer_list>
#include <string>

#include "viewer/Error.h"

namespace dokuei::viewer {

/// The index of studies cannot be used; the text says why.
class IndexError : public Error {
public:
    explicit IndexError(const std::string& reason) : Error("index of studies: " + reason) {}
};

/// A prepared statement that can be run many times. Every failure throws IndexError.
class Statement {
public:
    Statement(const QSqlDatabase& database, const QString& sql);
    Statement(const QSqlDatabase& database, const char* sql)
        : Statement(database, QString::fromLatin1(sql)) {}

    /// Binds the values in order and executes.
    Statement& run(std::initializer_list<QVariant> values = {});
    Statement& run(const QVariantList& values);
    /// Goes to the next row; false after the last one, when the statement lets go of the database.
    bool next();
    QVariant operator[](int column) const { return query_.value(column); }
    qint64 integer(int column) const { return query_.value(column).toLongLong(); }
    QString text(int column) const { return query_.value(column).toString(); }
    int columns() const { return query_.record().count(); }
    /// Row id of what was inserted.
    qint64 insertedId() const { return query_.lastInsertId().toLongLong(); }
    int changedRows() const { return query_.numRowsAffected(); }
    /// The first column of the first row, or an invalid value when there is no row.
    QVariant only(std::initializer_list<QVariant> values = {});

private:
    QSqlQuery query_;
};

/// Undoes everything since its construction unless committed. Waits for other writers.
class Transaction {
public:
    explicit Transaction(const QSqlDatabase& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    QSqlDatabase database_;
    bool done_ = false;
};

/// One connection to an index file, for the thread that made it: WAL, foreign keys, migrated to kVersion.
///
/// Every process that has the file open holds a shared lock beside it (".lock"), so that a library is not
/// moved away under another program.
class IndexDatabase {
public:
    static constexpr int kVersion = 2;

    /// Opens or creates; `file` may be ":memory:". A file that is no database is put aside (".unreadable")
    /// and a new one begun. Throws IndexError when it cannot be opened, or was made by a newer version.
    enum class Lock { Take, HeldAlready };
    explicit IndexDatabase(const QString& file, Lock lock = Lock::Take);
    ~IndexDatabase();
    IndexDatabase(const IndexDatabase&) = delete;
    IndexDatabase& operator=(const IndexDatabase&) = delete;

    const QSqlDatabase& handle() const { return database_; }

private:
    QString connection_;
    QSqlDatabase database_;
    int lock_ = -1;
};

/// Creates or migrates the tables of an opened database, in one transaction.
void migrateIndex(const QSqlDatabase& database);

}  // namespace dokuei::viewer
