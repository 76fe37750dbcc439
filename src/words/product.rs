//! What products say when they fail, in their own words: nobody translates them. Shortened to what
//! tells one failure from another.

/// What is said when a step fails before it happens, and when it happens but its answer is lost.
pub(super) type Pair = [&'static str; 2];

/// What a broker, a store and what lies around them say.
#[derive(Debug)]
pub(super) struct Product {
    pub(super) receive: Pair,
    pub(super) acknowledge: Pair,
    pub(super) load: Pair,
    pub(super) store: Pair,
    pub(super) publish: Pair,
    pub(super) blobs: Pair,
    pub(super) coordinator: Pair,
    /// A write to a document that was changed since it was read, and an acknowledgment of a message
    /// whose lease has expired.
    pub(super) conflict: Pair,
    pub(super) died: &'static str,
}

/// The talk's. Sources: Microsoft's list of Message Queuing error codes and its knowledge base
/// article 899613; `SqlClient`, SQL Server's message 1205; `System.Transactions`; Windows' system
/// error codes, and .NET for a process that ends.
pub(super) static MSMQ: Product = Product {
    receive: ["Timeout for the requested operation has expired", REMOTE_CALL_FAILED],
    acknowledge: ["Message Queue service is not available", REMOTE_CALL_FAILED],
    load: [
        "Connection Timeout Expired",
        "A transport-level error has occurred when receiving results from the server",
    ],
    store: [
        "Transaction (Process ID 52) was deadlocked on lock resources with another process and \
         has been chosen as the deadlock victim",
        "Execution Timeout Expired",
    ],
    publish: ["Insufficient resources to perform operation", REMOTE_CALL_FAILED],
    blobs: ["The network path was not found", "The specified network name is no longer available"],
    coordinator: [
        "Communication with the underlying transaction manager has failed",
        "The transaction is in doubt",
    ],
    conflict: [
        "The database operation was expected to affect 1 row(s), but actually affected 0 row(s)",
        "The transaction has aborted",
    ],
    died: "Process is terminated due to StackOverflowException",
};

/// Says nothing of whether the call was carried out.
const REMOTE_CALL_FAILED: &str = "The remote procedure call failed";

/// Sources: `RabbitMQ`'s .NET client and its guide to alarms; `libpq`, and `PostgreSQL`'s error
/// codes 40P01 and 40001; Kubernetes for a process that ends.
pub(super) static RABBITMQ: Product = Product {
    receive: [
        "connection.start was never received, likely due to a network timeout",
        SOCKET_CLOSED,
    ],
    acknowledge: [SOCKET_CLOSED, "missed heartbeats from client, timeout: 60s"],
    load: ["could not connect to server: Connection timed out", SERVER_CLOSED],
    store: ["ERROR: deadlock detected", SERVER_CLOSED],
    publish: ["connection.blocked: low on memory", SOCKET_CLOSED],
    blobs: OBJECT_STORE,
    coordinator: NO_COORDINATOR,
    conflict: [
        "ERROR: could not serialize access due to concurrent update",
        "PRECONDITION_FAILED - unknown delivery tag 1",
    ],
    died: "OOMKilled, exit code 137",
};

const SOCKET_CLOSED: &str =
    "AMQP close-reason, initiated by Library, code=541, cause=System.Net.Sockets.SocketException";
const SERVER_CLOSED: &str = "server closed the connection unexpectedly";

/// Sources: the error texts of botocore; the API references of SNS, SQS, `DynamoDB` and S3; Lambda
/// for a process that ends.
pub(super) static AWS: Product = Product {
    receive: [
        "Connect timeout on endpoint URL: \"https://sqs.eu-west-1.amazonaws.com/\"",
        "Read timeout on endpoint URL: \"https://sqs.eu-west-1.amazonaws.com/\"",
    ],
    acknowledge: [
        "Could not connect to the endpoint URL: \"https://sqs.eu-west-1.amazonaws.com/\"",
        "Read timeout on endpoint URL: \"https://sqs.eu-west-1.amazonaws.com/\"",
    ],
    load: [
        "Connect timeout on endpoint URL: \"https://dynamodb.eu-west-1.amazonaws.com/\"",
        "Read timeout on endpoint URL: \"https://dynamodb.eu-west-1.amazonaws.com/\"",
    ],
    store: [
        "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons \
         for specific reasons [TransactionConflict]",
        "Connection was closed before we received a valid response from endpoint URL: \
         \"https://dynamodb.eu-west-1.amazonaws.com/\"",
    ],
    publish: [
        "ThrottledException: Rate exceeded",
        "Connection was closed before we received a valid response from endpoint URL: \
         \"https://sns.eu-west-1.amazonaws.com/\"",
    ],
    blobs: [
        "503 SlowDown: Please reduce your request rate",
        "Read timeout on endpoint URL: \"https://s3.eu-west-1.amazonaws.com/\"",
    ],
    coordinator: NO_COORDINATOR,
    conflict: [
        "ConditionalCheckFailedException: The conditional request failed",
        "ReceiptHandle is invalid. Reason: The receipt handle has expired",
    ],
    died: "Runtime exited with error: signal: killed",
};

/// These products have none: it is somebody else's.
const NO_COORDINATOR: Pair = [
    "503 Service Unavailable from the transaction coordinator",
    "504 Gateway Timeout from the transaction coordinator",
];
const OBJECT_STORE: Pair =
    ["503 Service Unavailable from the object store", "504 Gateway Timeout from the object store"];
